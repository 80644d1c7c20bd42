"""The guide's addresses, below /panduan/."""

from django.urls import path

from development import views

urlpatterns = [
    path("", views.GuideView.as_view(), name="guide"),
    path("<str:slug>/", views.AspectView.as_view(), name="aspect"),
    path("<str:aspect>/<str:slug>/", views.SubAspectView.as_view(), name="sub-aspect"),
]
