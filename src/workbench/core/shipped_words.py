"""The words of the shipped lists of groups and kinds, as messages of the catalogue.

Written by `make messages` from `commonweal/knowledge/*.toml`; `workbench.core.knowledge` says
how they are shown. Change the lists, not this file.
"""

from django.utils.translation import gettext_noop

SHIPPED_WORDS = (
    gettext_noop("The majority"),
    gettext_noop(
        "People of the city's majority, when they are targeted as such or feel left behind, "
        "replaced or treated unfairly"
    ),
    gettext_noop(
        "Which people this is differs from city to city: write it into your own row. Keep the row: "
        "the majority always stands in the list."
    ),
    gettext_noop("People between the groups"),
    gettext_noop(
        "People whom talk of majority and minority leaves out: mixed families, people of several "
        "backgrounds, people counted in no group"
    ),
    gettext_noop("A group of this project, without a label in the classifications."),
    gettext_noop("Race or ethnicity"),
    gettext_noop("People targeted for their race, colour, ethnic origin, ancestry or nationality"),
    gettext_noop("Religion or belief"),
    gettext_noop("People targeted for their religion or belief, or for having none"),
    gettext_noop("Race or religion, as one strand"),
    gettext_noop(
        "People targeted for race or for religion, where a source counts the two together"
    ),
    gettext_noop(
        "Overlaps with race, with religion and with every group under them: never add it to them."
    ),
    gettext_noop("Sexual orientation"),
    gettext_noop("People targeted for their sexual orientation"),
    gettext_noop("Transgender identity"),
    gettext_noop("People targeted for being transgender or not fitting expectations of gender"),
    gettext_noop("Disability"),
    gettext_noop("People targeted for a physical or mental disability"),
    gettext_noop("Gender"),
    gettext_noop("People targeted for being women or men"),
    gettext_noop("Not among the five strands that the Home Office monitors."),
    gettext_noop("Age"),
    gettext_noop("People targeted for being old or young"),
    gettext_noop(
        "No label in the three classifications; one group of the New York file stands under it."
    ),
    gettext_noop("Asian people"),
    gettext_noop("People of Asian origin"),
    gettext_noop("Black people"),
    gettext_noop("People of African or Caribbean origin, Black people"),
    gettext_noop("White people"),
    gettext_noop(
        "Not the same as the majority: who is in the majority differs between cities and districts."
    ),
    gettext_noop("Arab people"),
    gettext_noop("People of Arab origin"),
    gettext_noop("Hispanic and Latino people"),
    gettext_noop("People of Spanish-speaking or Latin American origin"),
    gettext_noop("Native American people"),
    gettext_noop("Indigenous people of the Americas and Alaska"),
    gettext_noop("Pacific Islanders"),
    gettext_noop("Native Hawaiians and other people of the Pacific islands"),
    gettext_noop("People of several ethnic groups"),
    gettext_noop("Groups of people of several ethnic origins, targeted together"),
    gettext_noop("People of another ethnicity"),
    gettext_noop("People of an ethnic origin that no other row names"),
    gettext_noop("Roma and Sinti"),
    gettext_noop("Roma, Sinti and people taken for them"),
    gettext_noop("To be verified: the ODIHR label Anti-Roma was not seen in the files at hand."),
    gettext_noop("Gypsies and Travellers"),
    gettext_noop("Gypsy, Irish Traveller and other travelling people"),
    gettext_noop("To be verified: no label of its own was found in the classifications."),
    gettext_noop("Migrants"),
    gettext_noop("People who came from another country, or are taken for such"),
    gettext_noop("ODIHR counts them with racist and xenophobic motivations."),
    gettext_noop("Refugees and people seeking asylum"),
    gettext_noop("Refugees, people seeking asylum, and the homes they live in"),
    gettext_noop("Jewish people"),
    gettext_noop("Jewish people, their places of worship, schools and graves"),
    gettext_noop(
        "Under religion, and in United Kingdom law under race as well (the law to be verified). The"
        " incident export writes “Anti-Semitic hate crime”."
    ),
    gettext_noop("Muslims"),
    gettext_noop("Muslims, people taken for Muslims, mosques and Islamic organisations"),
    gettext_noop("Christians"),
    gettext_noop("Christians of any church"),
    gettext_noop("Catholics"),
    gettext_noop("Catholic Christians"),
    gettext_noop("Protestants"),
    gettext_noop("Protestant Christians"),
    gettext_noop("Orthodox Christians"),
    gettext_noop("Greek, Russian, Serbian and other Orthodox Christians"),
    gettext_noop("Other Christians"),
    gettext_noop("Christians of a church that no other row names"),
    gettext_noop("Jehovah's Witnesses"),
    gettext_noop("Latter-day Saints"),
    gettext_noop("Members of the Church of Jesus Christ of Latter-day Saints"),
    gettext_noop("Hindus"),
    gettext_noop("Hindus and their temples"),
    gettext_noop("Sikhs"),
    gettext_noop("Sikhs and their gurdwaras"),
    gettext_noop(
        "Under religion, and in United Kingdom law under race as well (the law to be verified)."
    ),
    gettext_noop("Buddhists"),
    gettext_noop("Buddhists and their temples"),
    gettext_noop("People of another religion"),
    gettext_noop("People of a religion that no other row names"),
    gettext_noop("People of several religions"),
    gettext_noop("Groups of people of several religions, targeted together"),
    gettext_noop("Religious people in general"),
    gettext_noop("People targeted because they practise a religion, whichever it is"),
    gettext_noop("People without a religion"),
    gettext_noop("Atheists, agnostics and others without a religion"),
    gettext_noop("LGBT people as a whole"),
    gettext_noop("Lesbian, gay, bisexual and transgender people, targeted together"),
    gettext_noop("Gay men"),
    gettext_noop("Gay men and men taken for gay"),
    gettext_noop("Lesbian women"),
    gettext_noop("Lesbian women and women taken for lesbian"),
    gettext_noop("Bisexual people"),
    gettext_noop("Heterosexual people"),
    gettext_noop("Transgender people"),
    gettext_noop("People who do not fit expectations of gender"),
    gettext_noop("People who do not fit expectations of gender, non-binary people among them"),
    gettext_noop("Women"),
    gettext_noop("Women and girls"),
    gettext_noop("Men"),
    gettext_noop("Men and boys"),
    gettext_noop("People with a physical disability"),
    gettext_noop("People with a mental disability"),
    gettext_noop("People with a learning disability or a mental illness"),
    gettext_noop("People of 60 and older"),
    gettext_noop("People targeted for being 60 or older"),
    gettext_noop("Threats and harassment"),
    gettext_noop("Assault"),
    gettext_noop("Killing"),
    gettext_noop("Robbery or theft"),
    gettext_noop("Damage to property"),
    gettext_noop("Arson"),
    gettext_noop("Desecration"),
    gettext_noop("Attack on a place of worship"),
    gettext_noop("Discrimination"),
    gettext_noop("Abuse online"),
    gettext_noop("Hate speech and incitement"),
    gettext_noop("Leaflets, letters, symbols"),
    gettext_noop("Hostile demonstration"),
    gettext_noop("Another kind"),
    gettext_noop("Kind not stated"),
)
