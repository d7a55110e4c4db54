"""The words of the shipped questions to the two sides of a relation, as messages of the catalogue.

Written by `make messages` from `commonweal/knowledge/*.toml`; `workbench.core.knowledge` says
how they are shown. Change the lists, not this file.
"""

from django.utils.translation import gettext_noop

SHIPPED_WORDS = (
    gettext_noop("Do you, as a community, say that you want to get over this?"),
    gettext_noop("A statement of the community, or the record of a meeting where it was said"),
    gettext_noop("Is this more than you can deal with by yourselves?"),
    gettext_noop("Why does this need more than the community's own means?"),
    gettext_noop("A written reason"),
    gettext_noop("Were you asked what you can do and already do, before help was planned?"),
    gettext_noop("Did you list what the community can do before you designed what you offer?"),
    gettext_noop("A list of capabilities that is older than the plan"),
    gettext_noop(
        "Do the people and bodies who speak for you come from among you, in every part of your "
        "community?"
    ),
    gettext_noop("A list of who speaks for which part, and on what grounds"),
    gettext_noop("Can you say, in practical terms, what you need?"),
    gettext_noop("A list of needs"),
    gettext_noop("Have you put your goals in order, and can the first ones be reached?"),
    gettext_noop("A list of goals in the community's own order"),
    gettext_noop("Do people among you care, hope, and believe that it can get better?"),
    gettext_noop("A survey, or stories told by members"),
    gettext_noop("Do people feel that they belong together, care for the place, and take part?"),
    gettext_noop("A survey of members"),
    gettext_noop(
        "Do you have close ties among yourselves, and also friends and partners in other "
        "communities?"
    ),
    gettext_noop("Which ties within the community, and from it to others, do you know of?"),
    gettext_noop("A network, or a survey"),
    gettext_noop("Are those of you who are seldom heard included, and the majority as well?"),
    gettext_noop(
        "Which parts of the community, and of the majority, have you reached, and which not?"
    ),
    gettext_noop("A table of who is covered"),
    gettext_noop("Why were you, and those beside you, chosen for this community?"),
    gettext_noop("Reasons on record"),
    gettext_noop("Did you have a say in who is to help you?"),
    gettext_noop("A vote, a consent, or minutes"),
    gettext_noop("Do you accept them as somebody who may help here?"),
    gettext_noop("The answer on record, asked before the start"),
    gettext_noop(
        "Do they and their workers understand how you live, what you believe and how your young "
        "people are?"
    ),
    gettext_noop("A rating by the community, with examples"),
    gettext_noop("Had they helped you or shown interest before this, in something else?"),
    gettext_noop("What had you done for this community before this, and apart from it?"),
    gettext_noop("Acts with their dates"),
    gettext_noop("Do you trust them?"),
    gettext_noop("A survey, with how many answered"),
    gettext_noop("Is the help offered in a form that fits how you live?"),
    gettext_noop("A description that the community has reviewed"),
    gettext_noop("Was it worked out together with you, fairly, and did you agree?"),
    gettext_noop("What was worked out with the community, and where is the agreement?"),
    gettext_noop("An agreement signed or minuted by both"),
    gettext_noop(
        "Does the help build on what you do yourselves, without taking it out of your hands?"
    ),
    gettext_noop("A review by the community"),
    gettext_noop("Do people among you know that this help exists?"),
    gettext_noop("How many of those asked had heard of it"),
    gettext_noop(
        "Do people use it because they want to, and not because they must or are expected to?"
    ),
    gettext_noop("A question put to those who use it"),
    gettext_noop("Can people use it without fear of being treated badly or being reported?"),
    gettext_noop("An item in a survey, and the provider's rules"),
    gettext_noop("What part do police and security have in this, and where is that published?"),
    gettext_noop("A published note on their role"),
    gettext_noop(
        "Do you, or those who fund you, also report to police or government, and did you tell the "
        "community?"
    ),
    gettext_noop("The disclosure itself"),
    gettext_noop("Does the plan say what the problem is in your words too?"),
    gettext_noop("Where does the community's own definition of the problem stand beside yours?"),
    gettext_noop("Two definitions, shown together"),
    gettext_noop(
        "How do you look after workers who belong to the community: their safety, their choice, and"
        " their other skills?"
    ),
    gettext_noop("A review with these workers"),
    gettext_noop("Until when are time and money certain?"),
    gettext_noop("A date and a budget"),
    gettext_noop("Do they work with the circles and groups that you already have?"),
    gettext_noop("Which networks that were already there do you work through?"),
    gettext_noop("A list of networks"),
    gettext_noop("Do you feel valued in this, and able to act yourselves?"),
    gettext_noop("Can you show what changed because of the community?"),
    gettext_noop("Is its will on record, and did anything come of it?"),
    gettext_noop("Who besides the leaders was heard?"),
    gettext_noop("Do youth workers and the community's leaders know of each other's work?"),
    gettext_noop(
        "Do you know what youth workers do with your young people, and do they know what you do?"
    ),
    gettext_noop(
        "Do those who work with young people know the community's leaders, and the other way round?"
    ),
    gettext_noop("Is the choice explained for this community?"),
    gettext_noop("Is there a record that both sides accept?"),
    gettext_noop("How voluntary was each use?"),
    gettext_noop("Were they looked at before the help was designed?"),
    gettext_noop("Which needs came from residents?"),
    gettext_noop("Does the community's own definition stand beside the agency's?"),
    gettext_noop("Was the community asked?"),
    gettext_noop("Does the community itself rate understanding and trust?"),
    gettext_noop("Is the role published?"),
    gettext_noop("Which information flows to whom, and was that told?"),
    gettext_noop("Does anybody watch for stigma, group by group, and in the majority too?"),
    gettext_noop("Does this make you or others feel marked out, and has anybody asked you?"),
    gettext_noop("How do you notice whether this makes a group feel marked out?"),
    gettext_noop("Was there contact before the crisis?"),
    gettext_noop("Who is in the team, and who decides?"),
    gettext_noop(
        "Do people of this and other minorities work in your team, and among those who decide?"
    ),
)
