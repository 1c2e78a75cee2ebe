"""Drivkraft's subject, without a user interface: why people do what they do, and what to change first.

The flow:

    questions.yaml -- load_instrument --> Instrument    the only source of ids, order, wording and rules; frozen
    a file, a tap  -- Answers ---------> Answers        one respondent's choices, validated; ids only
    Instrument + Answers -- score_answers --> Scores    each factor for both behaviours, and their balance
    Scores + Answers -- rank_advice --> Advice          ranked next steps, each with the reason it is shown
    a map -- score_incentives -------> IncentiveScores  what each role is rewarded for, and which roles clash
    all of it -- build_report ---------> Report         the only caller of scoring, advice and comparison
    Report -- sentences -------------> texts            the same on the screen and in every file
    Report -- figures ---------------> charts           for the screen
    Report -- exports ---------------> PDF, Excel, CSV, JSON; drawing needs no arithmetic
    a private key -- Series ---------> Reports        what is stored under it: answers, map, plan; never outcomes
    any invalid input ---------------> Problems         place, found, expected, remedy; all at once
    python -m assessment ------------> the same flow from the command line
"""
