"""The dictionary's addresses, below /kamus/."""

from django.urls import path

from dictionary import views

urlpatterns = [
    path("", views.CompetencyListView.as_view(), name="competencies"),
    path("<str:code>/", views.CompetencyView.as_view(), name="competency"),
]
