"""Pages of the daily work in a case."""

from django.urls import path

from .pages import appointing, around, assessing, closing, doing, ending, file, looking, planning, printing, withdrawing

urlpatterns = [
    path("<str:code>/", file.case, name="case"),
    path("<str:code>/cetak/", printing.case_print, name="case_print"),
    path("<str:code>/cetak.css", file.case_marks, name="case_marks"),
    path("<str:code>/orang/", around.add_participant, name="add_participant"),
    path("<str:code>/orang/<uuid:participant>/", around.change_participant, name="change_participant"),
    path("<str:code>/dasar/", around.record_basis, name="record_basis"),
    path("<str:code>/asesmen/<uuid:assessment>/", assessing.assessment, name="assessment"),
    path("<str:code>/asesmen/<slug:blank>/", assessing.assess, name="assess"),
    path("<str:code>/temu-bahas/", assessing.conference, name="conference"),
    path("<str:code>/kelompok/", assessing.protection, name="protection"),
    path("<str:code>/risiko/", assessing.risk, name="risk"),
    path("<str:code>/tahap/", assessing.stage, name="stage"),
    path("<str:code>/pemantauan/", assessing.review, name="review"),
    path("<str:code>/tugas/", doing.task_new, name="task_new"),
    path("<str:code>/tugas/<uuid:task>/", doing.settle_task, name="settle_task"),
    path("<str:code>/layanan/", doing.service, name="service"),
    path("<str:code>/biaya/<int:cost>/", doing.settle_cost, name="settle_cost"),
    path("<str:code>/supervisi/", doing.supervise, name="supervise"),
    path("<str:code>/janji/", appointing.appointment_new, name="appointment_new"),
    path("<str:code>/janji/<uuid:appointment>/selesai/", appointing.appointment_held, name="appointment_held"),
    path("<str:code>/janji/<uuid:appointment>/tunda/", appointing.appointment_postpone, name="appointment_postpone"),
    path("<str:code>/janji/<uuid:appointment>/batal/", appointing.appointment_cancel, name="appointment_cancel"),
    path("<str:code>/rencana/", planning.plan_new, name="plan_new"),
    path("<str:code>/rencana/<uuid:plan>/", planning.plan, name="plan"),
    path("<str:code>/rencana/<uuid:plan>/ubah/", planning.plan_edit, name="plan_edit"),
    path("<str:code>/rencana/<uuid:plan>/jawaban/", planning.plan_answer, name="plan_answer"),
    path("<str:code>/rencana/<uuid:plan>/ajukan/", planning.plan_submit, name="plan_submit"),
    path("<str:code>/pengakhiran/", ending.request_closure, name="request_closure"),
    path("<str:code>/keputusan/<uuid:approval>/", ending.decide, name="decide"),
    path("<str:code>/nama/", looking.reveal_case, name="reveal_case"),
    path("<str:code>/bimbingan/<uuid:appointment>/", closing.aftercare, name="aftercare"),
    path("<str:code>/salah-catat/<uuid:recorded>/", withdrawing.withdraw, name="withdraw"),
    path("<str:code>/buka-kembali/", closing.reopen, name="reopen"),
]
