"""The sentences that both the screen and the downloads show, one module per subject.

They are plain text. Escape them before drawing them as Markdown: they may quote a question bank or a user.
Nothing is computed here: every number comes from the Report.
"""
