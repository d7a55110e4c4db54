"""Addresses of conversations for those who hold them."""

from django.urls import path

from workbench.listening.dialogue.views import came_of_it, conversations, looking, moderation, paper

ONE = "<int:conversation_id>"

urlpatterns = [
    path("", conversations.dialogues, name="dialogue"),
    path("new/", conversations.new_dialogue, name="dialogue-new"),
    path("bring-in/", conversations.bring_in, name="dialogue-bring-in"),
    path(f"{ONE}/", conversations.dialogue, name="dialogue-one"),
    path(f"{ONE}/edit/", conversations.edit_dialogue, name="dialogue-edit"),
    path(f"{ONE}/open/", conversations.open_dialogue, name="dialogue-open"),
    path(f"{ONE}/close/", conversations.close_dialogue, name="dialogue-close"),
    path(f"{ONE}/tables/", conversations.tables, name="dialogue-tables"),
    path(f"{ONE}/export.zip", conversations.take_out, name="dialogue-take-out"),
    path(f"{ONE}/statements/", moderation.statements, name="dialogue-statements"),
    path(f"{ONE}/moderation/", moderation.moderation, name="dialogue-moderation"),
    path(f"{ONE}/moderation.csv", moderation.log, name="dialogue-log"),
    path("statements/<int:statement_id>/decide/", moderation.decide, name="dialogue-decide"),
    path("statements/<int:statement_id>/doubles/", moderation.doubles, name="dialogue-doubles"),
    path(f"{ONE}/paper/", paper.sheets, name="dialogue-sheets"),
    path(f"{ONE}/paper/one/", paper.one_sheet, name="dialogue-sheet"),
    path(f"{ONE}/paper/print/", paper.new_printing, name="dialogue-print"),
    path(f"{ONE}/paper/<int:first>.pdf", paper.as_pdf, name="dialogue-paper"),
    path(f"{ONE}/analysis/", looking.analysis, name="dialogue-analysis"),
    path(f"{ONE}/report/", looking.report, name="dialogue-report"),
    path(f"{ONE}/report.pdf", looking.report_as_pdf, name="dialogue-report-pdf"),
    path(f"{ONE}/came-of-it/", came_of_it.recommendations, name="dialogue-recommendations"),
    path(f"{ONE}/recommend/<int:number>/", came_of_it.recommend, name="dialogue-recommend"),
]
