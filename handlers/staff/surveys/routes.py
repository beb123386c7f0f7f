"""What the staff bot can be asked about the opinion survey."""

from handlers.parts import Part
from handlers.staff.surveys import answers, cards, forms, keying, papers
from handlers.survey_taps import (
    ListAnswers,
    ListComments,
    ListMeasures,
    ListWaiting,
    OpenAnswer,
    OpenSurvey,
    PrepareSurvey,
    PrintSurvey,
    ReviveSurvey,
    ShowPaper,
)
from handlers.taps import Place

SURVEYS = Part(
    places={Place.SURVEYS: cards.surveys_menu},
    taps={
        OpenSurvey: cards.open_survey,
        PrepareSurvey: cards.prepare_survey,
        ReviveSurvey: cards.revive_survey,
        PrintSurvey: papers.print_survey,
        ListWaiting: answers.list_waiting,
        ListAnswers: answers.list_answers,
        OpenAnswer: answers.open_answer,
        ShowPaper: answers.show_paper,
        ListComments: answers.list_comments,
        ListMeasures: answers.list_measures,
    },
    cards={"survey": cards.survey_card, "survey_form": answers.answer_card},
    flows=(*forms.FLOWS, keying.KeyInPaper),
)
