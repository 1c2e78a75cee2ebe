"""The sentences that the screen and a download both show, one module a subject.

They are plain text. Escape them before drawing them as Markdown: they may quote a question bank or a user.
Nothing is computed here: every number comes from the Report.
"""
