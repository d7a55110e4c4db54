"""The words of the shipped questions of the impact assessment, as messages of the catalogue.

Written by `make messages` from `commonweal/knowledge/*.toml`; `workbench.core.knowledge` says
how they are shown. Change the lists, not this file.
"""

from django.utils.translation import gettext_noop

SHIPPED_WORDS = (
    gettext_noop("Does it touch some groups or areas more than others?"),
    gettext_noop(
        "Also by what it leaves as it is, and by who can use what is offered. Count the majority "
        "in."
    ),
    gettext_noop("screening"),
    gettext_noop("Does it change where people live, learn, work or meet?"),
    gettext_noop(
        "Homes, schools, lines of transport, squares, clubs: what brings people together or keeps "
        "them apart."
    ),
    gettext_noop("Does it take something away from anybody, or end something that stood?"),
    gettext_noop("Money, a place, a service, a contact that people trusted."),
    gettext_noop("Could a group or an area feel singled out by it?"),
    gettext_noop("By what it is called, by who it is announced by, or by who is not meant."),
    gettext_noop("Is information about people collected or passed on for it?"),
    gettext_noop("Also where another authority asks for it later."),
    gettext_noop("Were those whom it touches asked before it was drawn up?"),
    gettext_noop("Being told of it afterwards is not being asked."),
    gettext_noop("Does it narrow a gap between groups that is known?"),
    gettext_noop("Say which gap, by which figures. “No” where it leaves the gap or widens it."),
    gettext_noop("equality"),
    gettext_noop("Can everybody whom it is meant for use it?"),
    gettext_noop(
        "Language, cost, distance, papers, hours, being afraid of the office that offers it."
    ),
    gettext_noop(
        "Was it looked at what it does to groups that it is not meant for, the majority among them?"
    ),
    gettext_noop("Who is left out may feel left behind, and is part of the city."),
    gettext_noop("Does it treat people fairly who begin from different places?"),
    gettext_noop("The same rule for all can work differently for each."),
    gettext_noop("intercultural lens"),
    gettext_noop("Does it see the city's diversity as something that belongs to it?"),
    gettext_noop("In its words, its pictures and in who is thought of as a resident."),
    gettext_noop("Does it make room for people of different groups to meet as equals?"),
    gettext_noop("A shared place or task; meeting only across a counter is not meant."),
    gettext_noop("Do those concerned share in deciding and running it?"),
    gettext_noop("A seat with a vote, money of their own, a say in how it is judged."),
    gettext_noop("Is it said whose resilience it means, and to what?"),
    gettext_noop("Of which people, facing which adversity, seen by whom."),
    gettext_noop("resilience"),
    gettext_noop("Could what it strengthens block a change that is wanted?"),
    gettext_noop("What holds together can also hold out: name who could be kept where they are."),
    gettext_noop("Could it leave some people or groups more alone?"),
    gettext_noop("Fewer contacts, fewer places, fewer ways into what others take part in."),
    gettext_noop("isolation and polarisation"),
    gettext_noop("Could it set groups against one another?"),
    gettext_noop("By who gets and who does not, by what is said of it, or by what is made of it."),
    gettext_noop("Could it make one of the two better at the price of the other?"),
    gettext_noop("A quiet street can be a lonely one; a strong group can stand against others."),
    gettext_noop("Does it rest on the claim that people radicalise because integration failed?"),
    gettext_noop(
        "That claim is widely disputed: enter it as an assumption, with what the evidence says."
    ),
    gettext_noop("Could the problem move to other areas?"),
    gettext_noop("Next door, where households go, where attention is taken from."),
    gettext_noop("displacement"),
    gettext_noop("Could it move to other groups?"),
    gettext_noop("Resentment, money drawn away, recruiters who look elsewhere."),
    gettext_noop("Is it said where harm that shows late would be seen, and when?"),
    gettext_noop(
        "What is watched, in which areas and groups that it is not meant for, and until when."
    ),
    gettext_noop("Is no more passed on about people than it needs?"),
    gettext_noop("Say what, to whom, by which rule, and how long it is kept."),
    gettext_noop("sharing of information"),
    gettext_noop("Could it turn people who are trusted into people who report?"),
    gettext_noop(
        "Teachers, doctors, youth workers, neighbours; and could young people become sources?"
    ),
    gettext_noop("Were the groups and areas that it touches asked, each by itself?"),
    gettext_noop("Name who was asked and who was not reached."),
    gettext_noop("who was asked"),
    gettext_noop("Did what they said change anything?"),
    gettext_noop("Say what, or why not; dissent is entered beside the decision."),
    gettext_noop("Could staff and partners say what worries them without harm to themselves?"),
    gettext_noop("The page on which a concern is raised takes no name."),
)
