"""Addresses of the pages about cards."""

from django.urls import path

from quen.console.cards import batches, desk, holders

app_name = "cards"
urlpatterns = [
    path("", batches.index, name="index"),
    path("new/", batches.new, name="new"),
    path("batches/<int:batch_id>/", batches.batch, name="batch"),
    path("batches/<int:batch_id>/sheets/<int:first>.pdf", batches.sheets, name="sheets"),
    path("posters/", batches.posters, name="posters"),
    path("posters/<int:store_id>.pdf", batches.store_poster, name="poster"),
    path("links/renewal/", batches.renew, name="renew"),
    path("find/", desk.find, name="find"),
    path("phones/<int:link_id>/", desk.phone, name="phone"),
    path("customers/<int:customer_id>/", holders.holder, name="holder"),
    path("customers/<int:customer_id>/link/", holders.link, name="link"),
    path("customers/<int:customer_id>/links/end/", desk.end, name="end"),
    path("numbers/<str:number>/", desk.card, name="card"),
    path("numbers/<str:number>/holder/", desk.give, name="give"),
    path("numbers/<str:number>/loss/", desk.lose, name="lose"),
    path("numbers/<str:number>/return/", desk.find_again, name="find_again"),
    path("numbers/<str:number>/replacement/", desk.swap, name="swap"),
    path("numbers/<str:number>/block/", desk.stop, name="stop"),
    path("numbers/<str:number>/unblock/", desk.go_on, name="go_on"),
]
