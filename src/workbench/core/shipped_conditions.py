"""The words of the shipped conditions and warnings of a relation, as messages of the catalogue.

Written by `make messages` from `commonweal/knowledge/*.toml`; `workbench.core.knowledge` says
how they are shown. Change the lists, not this file.
"""

from django.utils.translation import gettext_noop

SHIPPED_WORDS = (
    gettext_noop("The community wants to overcome it"),
    gettext_noop("The community does not say that it wants to overcome this."),
    gettext_noop(
        "Do not go on planning. Ask what the community itself puts first, and begin there."
    ),
    gettext_noop("It needs more than the community's own means"),
    gettext_noop("The community's own means are enough."),
    gettext_noop("Leave it to the community. Offer to be there if that changes."),
    gettext_noop("Capabilities were mapped before anything was designed"),
    gettext_noop(
        "What is offered was designed before anybody looked at what the community can do."
    ),
    gettext_noop("Map the capabilities with the community now, and be ready to change the plan."),
    gettext_noop("Leaders are known for each part of the community, and come from within"),
    gettext_noop("There is only one voice, and it was appointed from outside."),
    gettext_noop("Ask each part of the community whom it follows, and talk with those."),
    gettext_noop("The community can say what it needs"),
    gettext_noop(
        "Offer support in putting needs into words; do not put them into words for others."
    ),
    gettext_noop("The community ranks goals that can be reached"),
    gettext_noop("Offer time and a room for it. The order is the community's."),
    gettext_noop("Commitment, hope and optimism are there"),
    gettext_noop("Ask what would give hope, and what has worked before."),
    gettext_noop("People feel that they belong, are attached to the place and take part"),
    gettext_noop("Support what already brings people together."),
    gettext_noop("Ties within the community and ties beyond it are both there"),
    gettext_noop("Look for the missing sort of tie, and for who could introduce whom."),
    gettext_noop("People who are seldom heard and the majority are both included"),
    gettext_noop("A part of the community is missing."),
    gettext_noop("Name the missing part and ask it before going on."),
    gettext_noop("Why these providers, for this community, is explained"),
    gettext_noop("No reason is given for this choice of providers."),
    gettext_noop("Write down why, or choose again together with the community."),
    gettext_noop("The community had a say in who helps"),
    gettext_noop("The community had no say in who provides."),
    gettext_noop("Ask now, with a real possibility to say no or to name somebody else."),
    gettext_noop("The provider is accepted as legitimate"),
    gettext_noop("The community does not accept this provider."),
    gettext_noop("Step back. Ask whom the community would accept."),
    gettext_noop("The provider and its workers understand the community's life"),
    gettext_noop("The community says that the provider does not understand its life."),
    gettext_noop(
        "Learn from the community, bring in workers who belong, and agree on a plan for it."
    ),
    gettext_noop("The provider helped before, and apart from this topic"),
    gettext_noop("Nothing was done for the community before this."),
    gettext_noop("Say so openly. Come as a neighbour first, and give it time."),
    gettext_noop("Trust and confidence are there"),
    gettext_noop("Trust is falling."),
    gettext_noop("Stop adding measures. Ask what went wrong, mend it, and ask again."),
    gettext_noop("What is offered makes sense in the community's own way of life"),
    gettext_noop("The form is imposed."),
    gettext_noop("Let the community give it its form."),
    gettext_noop("It was negotiated, fairly, and agreed"),
    gettext_noop("It was imposed and not negotiated."),
    gettext_noop("Open the matter again, with an agenda that both sides set."),
    gettext_noop("The help supports what the community can do and does not override it"),
    gettext_noop("What is offered overrides what the community does itself."),
    gettext_noop("Hand back what the community did itself, and support that."),
    gettext_noop("People know that it is there"),
    gettext_noop("Ask where people hear of things, and tell it there."),
    gettext_noop("People use it of their own will"),
    gettext_noop("Use is compelled, or made a condition of something else."),
    gettext_noop("Take the compulsion away and see who comes."),
    gettext_noop("Nobody fears being discriminated against or reported"),
    gettext_noop("People fear to be treated badly or to be reported."),
    gettext_noop(
        "Find out what they fear, and change the rules that cause it before inviting anybody."
    ),
    gettext_noop("The role of police and security is stated"),
    gettext_noop("The role of police and security is unclear."),
    gettext_noop("Write it down and publish it before anything else is offered."),
    gettext_noop("Where the provider both helps and reports, that is told"),
    gettext_noop("That the provider also reports was hidden."),
    gettext_noop("Tell it now, to everybody concerned, and say what is never passed on."),
    gettext_noop("The problem is defined together, or the difference is on record"),
    gettext_noop("Only the experts' definition stands."),
    gettext_noop("Ask for the community's definition, and show both."),
    gettext_noop("Workers between both sides are looked after"),
    gettext_noop("Ask them what they need, and let them say no to a task."),
    gettext_noop("There is time and money for long enough"),
    gettext_noop("It is a short project only."),
    gettext_noop("Say until when it lasts before anybody relies on it, and what comes after."),
    gettext_noop("Networks that exist are used"),
    gettext_noop("Look at the network first; found nothing new where something is there."),
    gettext_noop("The community feels valued and able to act"),
    gettext_noop("Ask what made people feel small, and what would be theirs to decide."),
    gettext_noop(
        "Help is decided by authorities and experts, and not worked out with the community"
    ),
    gettext_noop("The community's will to act is not seen, or not believed"),
    gettext_noop("A community under suspicion is met through its declared leaders only"),
    gettext_noop("Professionals work with young people without the community's leaders knowing"),
    gettext_noop("How this mix of agencies came about is unclear"),
    gettext_noop("How far the community was involved is poorly documented"),
    gettext_noop("Taking part is taken for coming of one's own will"),
    gettext_noop("Skills in the community are not looked at, or not used"),
    gettext_noop("Needs are taken from research on causes, not from those concerned"),
    gettext_noop("Agencies own the meaning of the problem and its solution"),
    gettext_noop("That the agency is accepted is taken for granted"),
    gettext_noop("Professional standing counts for more than understanding and trust"),
    gettext_noop(
        "The role of the police is not defined, and helpers are taken for police or government"
    ),
    gettext_noop("Helping and reporting at once earns a name for snooping"),
    gettext_noop("It is felt to mark out one community, and its use is doubted"),
    gettext_noop("Agencies come as managers of a crisis, on the strength of their name"),
    gettext_noop("Few of the staff belong to minorities, and none of those who decide"),
)
