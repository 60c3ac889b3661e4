"""English words a search treats in a way of their own. They stand in prose, to be read and added to."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Left out even when names are compared.
ARTICLES = _words(
    """
    a am an and are be for i im in is it its ive me mine my of or our the to we you your
    """
)

# Say nothing about what is looked for. In names they count: "after birth" is not "birth".
STOP_WORDS = ARTICLES | _words(
    """
    about advice after again all almost already also always any anyone anything around as ask asking at
    away bad because been before being best better both but by can cannot cant cos could couldnt dear
    did didnt do does doesnt doing done dont down during each either else ever every feel feeling feels
    felt few find from get gets getting give go goes going good got had has hasnt have havent having he
    hello help helps her here hers hey hi him his how id ideas if ill into isnt just kind know let lets
    like likes lot made make makes making man many may maybe men might more most much must need needs
    nice no not now off often ok okay on once one only onto other out over past people person please pls
    put really same say see seem seems she should show since so some someone something sometimes still
    such take taking tell than thank thanks that thats their them then there these they thing things
    this those through tip tips today too tried try trying under until up us use used using usually very
    want wants was way well were what whats when where which while who whole why will with without woman
    women wont would yes yet
    """
)

# What everybody here has, as stems: a search about nothing else is vague.
PAIN_STEMS = _words("ach back hurt pain painful sor")

# Their stems would be other words: "fits" are not "fit".
UNFOLDED = _words("during evening fits nothing")

# What people say for what the tips say.
_SAID_FOR = """
    backache -> back
    backpack handbag rucksack -> bag carry
    mattress -> bed
    tummy -> belly
    kids -> children
    hoover hoovering housework ironing vacuuming -> chores
    cooking -> chores kettle
    expensive -> cost money
    anger angry -> cross
    computer pc -> desk laptop screen
    office -> desk work
    disk -> disc
    gp -> doctor
    feet -> foot
    cheap -> free
    lonely -> friends
    depressed depression -> hopeless mood
    medication -> medicine painkillers tablets
    pills -> medicine tablets
    sad sadness unhappy -> mood
    painful -> pain
    ibuprofen paracetamol -> painkillers
    jogging -> run
    xray -> scan
    insomnia sleepless slept -> sleep
    couch -> sofa
    anxiety anxious nervous panic -> stress worry
    masseur masseuse -> therapist
    exhausted fatigue -> tired
    flight journey plane -> travel trip
    woke -> wake
    boss -> work
"""
EVERYDAY = {
    said: _words(meant)
    for line in _SAID_FOR.strip().splitlines()
    for words, meant in [line.split("->")]
    for said in words.split()
}
