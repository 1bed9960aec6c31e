"""Addresses of these pages."""

from django.urls import path

from quen.console.surveys import (
    answers,
    asking,
    editing,
    improvements,
    lists,
    of_customer,
    photos,
    posters,
    show,
    silent,
)

app_name = "surveys"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/", editing.new, name="new"),
    path("<int:survey_id>/", show.show, name="show"),
    path("<int:survey_id>/silent/", silent.show, name="silent"),
    path("<int:survey_id>/edit/", editing.edit, name="edit"),
    path("<int:survey_id>/closing/", editing.close, name="close"),
    path("<int:survey_id>/opening/", editing.reopen, name="reopen"),
    path("<int:survey_id>/asking/", asking.show, name="asking"),
    path("<int:survey_id>/asking/new/", asking.add, name="add_rule"),
    path("<int:survey_id>/asking/<int:rule_id>/", asking.switch, name="switch"),
    path("<int:survey_id>/reward/", asking.reward, name="reward"),
    path("<int:survey_id>/posters/", posters.index, name="posters"),
    path("<int:survey_id>/posters/<int:store_id>/", posters.paper, name="poster"),
    path("<int:survey_id>/products/<int:product_id>/", posters.product_paper, name="product_poster"),
    path("answers/", answers.index, name="answers"),
    path("answers/export/<str:file_format>/", answers.export, name="export"),
    path("photos/<int:photo_id>/<str:digest>/<str:size>.webp", photos.photo, name="photo"),
    path("improvements/", improvements.index, name="improvements"),
    path("improvements/new/", improvements.add, name="add_improvement"),
    path("improvements/<int:improvement_id>/telling/", improvements.tell, name="tell_improvement"),
    path("improvements/<int:improvement_id>/withdrawal/", improvements.withdraw, name="withdraw_improvement"),
    path("customers/<int:customer_id>/", of_customer.of_customer, name="of_customer"),
    path("customers/<int:customer_id>/link/", of_customer.link, name="link"),
]
