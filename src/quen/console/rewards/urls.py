"""Addresses of these pages."""

from django.urls import path

from quen.console.rewards import claims, editing, pictures, views

app_name = "rewards"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/<str:file_format>/", views.export, name="export"),
    path("new/", editing.new, name="new"),
    path("<int:reward_id>/", editing.edit, name="edit"),
    path("<int:reward_id>/stock/", editing.stock, name="stock"),
    path("<int:reward_id>/picture/<str:size>/<str:digest>.webp", pictures.picture, name="picture"),
    path("<int:reward_id>/picture/removal/", editing.drop_picture, name="drop_picture"),
    path("claims/", claims.index, name="claims"),
    path("claims/<int:claim_id>/handing-over/", claims.handing_over, name="hand_over"),
    path("claims/<int:claim_id>/cancellation/", claims.cancellation, name="cancel"),
]
