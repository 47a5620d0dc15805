# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the recovery sheet; our own list, under the licence of the program.

512 plain English words of 3 to 7 letters: the first three letters name each of them, no two differ
in one letter only, and none is a number, so that none is taken for its place on the sheet. They
are the same in every language of the screen: a sheet outlives a change of the language.
"""

from __future__ import annotations

_SORTED = """
able about across adult afraid again agent ahead alarm album alert alley almond amber amount
anchor animal ankle answer anvil apple arch arena arrow artist ask atlas attic autumn avenue
awake axis baby bacon badge bag baker balcony banana barn basket bath beach bed beetle behind
bell berry best bike bird black blend blue board body bolt bone book border bottle bowl box
bread bridge broom brush bubble bucket buddy build bulb bundle burger bus butter buyer cabin
cactus cafe camel canal carbon castle cat cedar celery cement chain cheese chimney cider cigar
cinema circle citrus clay clean climb clock club coast cobra cocoa coffee coin cold comet copper
cotton couch cover creek crown crystal cube cuckoo cup cycle cymbal daisy dance dark dawn day
deer dentist depth desert detail device diesel dinner dish doctor dog doll domino donkey door
dove dragon dream drift drop drum duck dune dust eagle early east echo edge editor eel egg elbow
elder elm empty enamel engine enjoy entry evening fabric face falcon family farm fence fern
fever fiddle field figure film finger fire flag fleet flight flower flute fly foam focus folder
food forest fossil frame friend frost fruit fuel funnel fur gadget galaxy game garden gas gear
gem ghost giant gift giraffe glass glide globe goat golf grape green grid group guitar gypsum
hammer hand hawk hazel heart helmet herb high hill hip history hobby hockey holiday home honey
horse hotel hour hub husky ice icon idea igloo import inch ink input island ivory jacket jaguar
jam jazz jeans jelly jewel juice jump jungle kayak keen kennel kick kidney kiln kind kiosk
kitchen kiwi knee knife label ladder lake lamp laptop large laser laugh lava lazy leaf lemon
length lesson letter life lily lion liquid list lizard lobster local lodge logic loop lorry
lotus lunch magnet mango maple market match meadow medal melon member menu mercury milk mirror
mixer mobile model moment moon motor mouse movie muffin mule museum myself nail napkin nature
navy neck needle neon nephew nerve nickel novel nozzle nurse nylon oasis ocean offer olive
omelet onion open orange orbit orchid organ otter oval oyster ozone paddle paint palace panda
paper pasta pause pebble pelican pencil people pepper piano picnic pigeon pillow pipe pirate
pizza planet plum pocket poem pole pond poppy port potato powder pulley pupil puzzle quail queen
quick quote rabbit radar rain ranch raven razor rebel reef relay remote report ribbon ride ring
river road robot roof rope round rowing rubber ruler rumba salmon sample satin sauce save scarf
school screen season seed shadow shoe shrimp sign silver sketch skin smile smoke snake soap soda
solar sonnet south space spider spoon spring square stone studio subway sugar suit summer supper
surf sushi sweet swing syrup tackle talent tape target taxi teddy temple tennis term thread
ticket tiger timber title tomato tooth torch tower track tree tuba tulip turtle ugly uncle
vacuum vase velvet vessel video view violin visit voice vote voyage wafer walnut wasp whale
wheat width wild window woman wrist yacht yard yellow yoga zebra zenith zinc
"""
WORDS: tuple[str, ...] = tuple(_SORTED.split())
"""Their places are what the check word counts, so that the list never changes."""
