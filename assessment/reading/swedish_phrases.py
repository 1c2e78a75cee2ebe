"""The reader's messages about a question bank in Swedish, by their English ones.

`{noun}` stands for a part of a bank, `{choices}` for words joined by "or" or "and", `{wording}` for a language; any
other placeholder for what is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# The parts of a bank, as they stand before an id.
NOUNS: Final[Mapping[str, str]] = {
    "the file": "filen",
    "scale label": "svarssteget",
    "special answer": "svaret",
    "column": "kolumnen",
    "importance label": "viktsteget",
    "behaviour example": "beteendeexemplet",
    "factor": "faktorn",
    "facet": "delen",
    "item": "påståendet",
    "context module": "omgivningsmodulen",
    "context item": "omgivningspåståendet",
    "consistency pair": "jämförelseparet",
    "level": "nivån",
    "quadrant": "rutan",
    "recommendation": "rådet",
    "suppression": "regeln för vad som väntar",
    "effect label": "effektsteget",
    "element": "elementet",
    "role": "rollen",
    "measure": "måttet",
    "cross effect": "korseffekten",
}

WORDINGS: Final[Mapping[str, str]] = {"Swedish": "svenska", "English": "engelska"}

FOUND: Final[Mapping[str, str]] = {
    "found a list": "här står en lista",
    "found keys with values": "här står nycklar med värden",
    "found 1 entry": "listan har 1 rad",
    "found {n} entries": "listan har {n} rader",
    "found a list or braces where a key is expected": "här står en lista eller klammer i stället för en nyckel",
    'found the merge key "<<"': "här står nyckeln ”<<”",
    "found the alias {x}": "här står {x}, som YAML läser som en hänvisning",
    "found the anchor {x}": "här står {x}, som YAML läser som ett namn att hänvisa till",
    "found the tag {x}": "här står {x}, som YAML läser som en typ",
    "found the invisible character {x}": "här står det osynliga tecknet {x}",
    "found the control character {x} in a text": "texten har styrtecknet {x}",
    "found the surrogate {x} in a text": "texten har det ogiltiga tecknet {x}",
    "found the control character {x}": "här står styrtecknet {x}",
    "found the surrogate {x}": "här står det ogiltiga tecknet {x}",
    "found none of the keys of a question bank": "filen har ingen av nycklarna i en fil med frågor",
    "found {x} again": "{x} står här en gång till",
    "found the unquoted word {x}, which YAML reads as {y}": "ordet {x} står utan citattecken och läses då som {y}",
    "found the unquoted number {x}, which YAML reads as {y}": (
        "talet {x} står utan citattecken och läses då inte som text"
    ),
    "found the unquoted date {x}, which YAML reads as {y}": (
        "dagen {x} står utan citattecken och läses då inte som text"
    ),
    "found {x}": "här står {x}",
    "no value here": "värdet saknas",
    "the text is empty": "texten är tom",
    "the text has {n} characters": "texten har {n} tecken",
    "the key has {n} characters": "nyckeln har {n} tecken",
    "unknown key {x}": "nyckeln {x} finns inte här",
    "the {wording} wording ({x}) is missing": "texten på {wording} ({x}) saknas",
    "the key {x} is missing": "nyckeln {x} saknas",
    "the key {x} is already on line {n}": "nyckeln {x} står redan på rad {n}",
    "the {x} {y} is already used on line {n}": "{x} {y} används redan på rad {n}",
    "the id {x} already belongs to the {noun} on line {n}": "id {x} hör redan till {noun} på rad {n}",
    "nothing says what it does": "det står inte vad det gör",
    "the id {x} is the name of an advice condition": "id {x} är namnet på ett villkor för råd",
    "the id {x} is reserved for behaviours in the user's own words": "id {x} är upptaget av beteenden med egna ord",
    "nothing refers to {noun} {x}, but {n} places refer to {y}": (
        "inget pekar på {noun} {x}, men {n} ställen pekar på {y}"
    ),
    "unknown condition {x}": "villkoret {x} finns inte",
    "unknown measure {x} of the role {y}": "rollen {y} har inget mått {x}",
    "unknown placeholder {x}": "platshållaren {x} finns inte",
    "unknown {noun} {x}": "{noun} {x} finns inte",
    "{noun} {x}, but this bank has no {noun2}": "här nämns {noun} {x}, men filen har inga sådana",
    "facet {x} belongs to factor {y}, but this item to {z}": "delen {x} hör till faktorn {y}, men påståendet till {z}",
    "{x} on {y} is already cross effect {n}": "{x} på {y} är redan korseffekt {n}",
    "{x} on {y} names a measure here, unlike cross effect {n}": (
        "{x} på {y} har ett mått här, men inte i korseffekt {n}"
    ),
    "{x} on {y} does not name a measure here, unlike cross effect {n}": (
        "{x} på {y} saknar mått här, men inte i korseffekt {n}"
    ),
    'every "{x}" is 0': "alla ”{x}” är 0",
    'the only "{x}" is 0': "den enda ”{x}” är 0",
    "no level is given": "ingen nivå är angiven",
    "the {x} form has {n} of its items, but a score needs at least {m}": (
        "formen {x} har {n} av dess påståenden, men poäng kräver minst {m}"
    ),
    "it has no item": "den har inget påstående",
    "no advice for {choices}, which others have": "råd saknas för {choices}, som de andra har",
    "it has more than {x} values": "den har fler än {x} värden",
    "it has more than {x}": "den är för stor: gränsen är {x}",
    "the file has more than {x} values": "filen har fler än {x} värden",
    "too many problems to continue": "det är för många fel för att läsa vidare",
    "the file has {n} bytes": "filen har {n} byte",
    "the file is empty": "filen är tom",
    "the byte {x} is not UTF-8": "tecknet {x} är inte UTF-8",
    'a second document begins with "---"': "ett andra dokument börjar med ”---”",
    "lists and keys nest deeper than {n} levels": "listor och nycklar ligger djupare än {n} nivåer",
    "this backslash in double quotes does not begin a valid escape": (
        "ett omvänt snedstreck inom citattecken är inte giltigt"
    ),
    "the quote opened here is never closed": "citattecknet som börjar här slutar aldrig",
    "the quote opened here is closed only on a later line": "citattecknet som börjar här slutar först på en senare rad",
    "the indentation contains a tab": "indraget har en tabb",
    "a text contains a colon followed by a space": "en text har ett kolon följt av ett mellanslag",
    "this line is indented further than the one above": "raden är mer indragen än den ovanför",
    "something follows the closing {x}": "det står något efter det avslutande {x}",
    "a text may not begin with {x} unless it is in quotes": "en text får inte börja med {x} utan citattecken",
    "the bracket or brace opened here is not closed": "parentesen eller klammern som börjar här slutar aldrig",
    "this line does not fit the ones above it": "raden passar inte ihop med dem ovanför",
    "this is not YAML": "det här är inte YAML",
    "no space after {x}": "mellanslag saknas efter {x}",
    "no colon after {x}": "kolon saknas efter {x}",
    "a # after a space begins a comment, so the text ends before it": (
        "ett # efter ett mellanslag börjar en kommentar, så texten slutar före det"
    ),
}

EXPECTED: Final[Mapping[str, str]] = {
    "expected a text": "här ska stå en text",
    "expected true or false": "här ska stå true eller false",
    "expected a whole number": "här ska stå ett heltal",
    "expected a number": "här ska stå ett tal",
    "expected a list": "här ska stå en lista",
    "expected more": "det ska vara fler",
    "expected a different value here": "här ska stå ett annat värde",
    "expected at least one above 0": "minst en ska vara mer än 0",
    "expected its effects on the elements, or a shortcut": "det ska ha effekter på elementen, eller en genväg",
    "expected at least {n}": "det ska vara minst {n}",
    "expected at most 20 digits, letters a to z, points or -": (
        "här ska stå högst 20 siffror, bokstäver a till z, punkter eller -"
    ),
    "expected at most {n}": "det ska vara högst {n}",
    "expected more than {n}, where the level before begins": "det ska vara mer än {n}, där nivån före börjar",
    "expected more than {n}": "det ska vara mer än {n}",
    "expected less than {n}": "det ska vara mindre än {n}",
    "expected a letter and then at most 39 letters a to z, digits or _": (
        "här ska stå en bokstav och sedan högst 39 bokstäver a till z, siffror eller _"
    ),
    "expected F-, L- or X- and then letters a to z, digits, _ or -": (
        "här ska stå F-, L- eller X- och sedan bokstäver a till z, siffror, _ eller -"
    ),
    'expected a name in small letters a to z, digits and _, or "*" in quotes': (
        "här ska stå ett namn med små bokstäver a till z, siffror och _, eller ”*” inom citattecken"
    ),
    "expected a measure in every cross effect between two roles, or a single one without": (
        "antingen har alla korseffekter mellan två roller ett mått, eller så finns bara en, utan mått"
    ),
    "expected the four factors {choices}": "det ska vara de fyra faktorerna {choices}",
    "expected the five points 1 to 5": "det ska vara de fem stegen 1 till 5",
    "expected the two answers dont_know and not_applicable": "det ska vara de två svaren dont_know och not_applicable",
    "expected the two columns current and new": "det ska vara de två kolumnerna current och new",
    "expected the four levels {x}": "det ska vara de fyra nivåerna {x}",
    "expected the five effects -2 to 2": "det ska vara de fem effekterna -2 till 2",
    "expected the keys {x}": "här ska nycklarna {x} stå",
    "expected keys with values": "här ska stå nycklar med värden",
    "expected at least id, version, languages, factors (the four that the method fixes, with names of your own) and "
    "items (two or more a factor, answered on five points that are fixed as well)": (
        "minst id, version, languages, factors (metodens fyra, med egna namn) och items (minst två per faktor) behövs"
    ),
    "expected {choices}": "här ska stå {choices}",
    "the lowest level begins at 0": "den lägsta nivån börjar på 0",
    "it belongs in {x}": "den hör hemma i rådens steg och förbehåll, och inte i alla råd",
    "only {choices} is allowed here": "här får bara {choices} stå",
    "only {choices} are allowed here": "här får bara {choices} stå",
    "no placeholder is allowed here": "här får ingen platshållare stå",
    "advice on a factor or facet needs at least one": "råd om en faktor eller en del behöver minst en",
}

REMEDY: Final[Mapping[str, str]] = {
    "Did you mean {x}?": "menade du {x}?",
    "choose one of these": "välj ett av dem",
    "choose one of: {x}": "välj ett av dessa: {x}",
    "the method fixes the four factors and the five points; only their words are yours": (
        "metoden bestämmer de fyra faktorerna och de fem stegen: bara orden är dina"
    ),
    "the order is fixed; change only the words": "ordningen är bestämd: ändra bara orden",
    "remove it, or use one of: {x}": "ta bort den, eller använd en av dessa: {x}",
    "remove it, or replace it with an ordinary space": "ta bort det, eller skriv ett vanligt mellanslag",
    "remove it": "ta bort det",
    "rename it": "byt namn",
    "correct it or leave it out": "rätta det, eller utelämna det",
    "correct it": "rätta det",
    "correct them": "rätta dem",
    "correct the number": "rätta talet",
    "shorten it": "korta",
    "remove some": "ta bort några",
    "add what is missing": "lägg till det som saknas",
    "add the missing one": "lägg till den som saknas",
    'add a line "{x}: …"': "lägg till en rad ”{x}: …”",
    'add the list "{x}", or remove what refers to it': "lägg till listan ”{x}”, eller ta bort det som pekar på den",
    'add "levels:" and a list of levels': "lägg till ”levels:” och en lista med nivåer",
    'add "effects:" and an effect on each element': "lägg till ”effects:” och en effekt på varje element",
    "write it, or remove the line if it is optional": "skriv något, eller ta bort raden om den får saknas",
    "write a value, or remove the line if it is optional": "skriv ett värde, eller ta bort raden om den får saknas",
    "write one text, in quotes if it begins with a bracket or brace": (
        "skriv en enda text, inom citattecken om den börjar med en parentes eller klammer"
    ),
    'write each as a line "key: value" below this one': "skriv var och en som en rad ”nyckel: värde” under den här",
    'begin each entry on its own line with "- "': "börja varje på en egen rad med ”- ”",
    "write it in digits, with a point: {x}": "skriv det med siffror och punkt: {x}",
    "write it in digits, without quotes": "skriv det med siffror, utan citattecken",
    "write the keys out": "skriv ut nycklarna",
    "write a word": "skriv ett ord",
    "write true or false": "skriv true eller false",
    "write {x}": "skriv {x}",
    "put it in quotes: {x}": "sätt citattecken om det: {x}",
    "put the text in quotes, or the comment on a line of its own": (
        "sätt citattecken om texten, eller kommentaren på en egen rad"
    ),
    "put the text in quotes": "sätt citattecken om texten",
    "put the whole text in quotes, and write {x} inside them as {y}": (
        "sätt citattecken om hela texten, och skriv {x} inne i den som {y}"
    ),
    "put the levels in rising order": "ställ nivåerna i stigande ordning",
    "if it belongs to a text, put the text in quotes; if not, remove it": (
        "hör det till en text, sätt citattecken om texten; annars ta bort det"
    ),
    'keep one of them; if a new entry begins here, its "- " is missing': (
        "behåll en av dem; börjar något nytt här saknas dess ”- ”"
    ),
    "keep one of them": "behåll en av dem",
    "give this one its own {x}": "ge den här ett eget {x}",
    "name it once": "nämn det en gång",
    "name the measure in each, or keep only the one without": "skriv måttet i alla, eller behåll bara den utan",
    "use one that this file has, or add it": "använd en som finns i filen, eller lägg till den",
    "change the factor, or choose one of: {x}": "ändra faktorn, eller välj en av dessa: {x}",
    "change one of them": "ändra en av dem",
    "say it without": "säg det utan",
    "remove the braces": "ta bort klamrarna",
    "remove that line": "ta bort den raden",
    'add items, or set "form: {x}" in some': "lägg till påståenden, eller skriv ”form: {x}” i några",
    "add an item, or remove the facet": "lägg till ett påstående, eller ta bort delen",
    "add a context item, or remove the module": "lägg till ett omgivningspåstående, eller ta bort modulen",
    "add a recommendation for each": "lägg till ett råd för var och en",
    'add one, for this facet or for "*"': "lägg till ett, för den här delen eller för ”*”",
    "compare it with the entries around it": "jämför med raderna runt omkring",
    "compare it with the entries above; put texts with special signs in quotes": (
        "jämför med raderna ovanför; sätt citattecken om texter med specialtecken"
    ),
    "align it with the entry it belongs to": "dra in den lika långt som det den hör till",
    "close it, or put the text in quotes": "avsluta den, eller sätt citattecken om texten",
    "add the closing quote": "lägg till citattecknet som saknas",
    "use spaces": "använd mellanslag",
    "save the file as UTF-8": "spara filen som UTF-8",
    "start from the shipped file": "börja från filen som går att ladda ner här",
    "docs/own-bank.md has one of 60 lines to copy": "ladda ner frågorna här och ändra i dem",
    "fix the problems above or shorten the file": "rätta felen ovanför, eller korta filen",
    "check the indentation and flatten it": "kontrollera indragen och gör det plattare",
}
