//! Words of the calendar.

use crate::ui::words::{counted, words};

words! {
    title() { en: "Calendar", es: "Calendario" }
    lede() {
        en: "What is to come, and what hour that is for each of us.",
        es: "Lo que viene, y qué hora es entonces para cada cual.",
    }
    none_title() { en: "Nothing is planned", es: "No hay nada planeado" }
    none_text() {
        en: "Plan a call or a day together. Everybody sees it in their own time.",
        es: "Planea una llamada o un día en común. Cada cual lo ve en su hora.",
    }
    plan() { en: "Plan something", es: "Planear algo" }
    next() { en: "Next", es: "Lo próximo" }
    past() { en: "Over or called off", es: "Pasado o anulado" }
    over() { en: "It is over.", es: "Ya pasó." }

    your_time(moment: &str) { en: "{moment} your time", es: "{moment}, tu hora" }
    your_clock(clock: &str) { en: "{clock} your time", es: "{clock}, tu hora" }
    on_since(clock: &str) { en: "Now, since {clock} your time", es: "Ahora, desde las {clock}, tu hora" }
    by_the_clock(time: &str, zone: &str) {
        en: "{time} by the clock of {zone}",
        es: "{time} en el reloj de {zone}",
    }
    planned_by(name: &str) { en: "planned by {name}", es: "planeado por {name}" }
    one_line(title: &str, day: &str, time: &str, town: &str) {
        en: "{title}: {day}, {time} in {town}",
        es: "{title}: {day}, {time} en {town}",
    }
    until(rhythm: &str, day: &str) { en: "{rhythm}, until {day}", es: "{rhythm}, hasta el {day}" }
    once() { en: "once", es: "una vez" }
    weekly() { en: "every week", es: "cada semana" }
    fortnightly() { en: "every two weeks", es: "cada dos semanas" }
    monthly() { en: "every month, on the same weekday", es: "cada mes, el mismo día de la semana" }
    monthly_first(day: &str) { en: "every first {day} of the month", es: "cada primer {day} del mes" }
    monthly_second(day: &str) {
        en: "every second {day} of the month",
        es: "cada segundo {day} del mes",
    }
    monthly_third(day: &str) { en: "every third {day} of the month", es: "cada tercer {day} del mes" }
    monthly_fourth(day: &str) {
        en: "every fourth {day} of the month",
        es: "cada cuarto {day} del mes",
    }
    monthly_last(day: &str) { en: "every last {day} of the month", es: "cada último {day} del mes" }

    hours_caption() { en: "What hour it is for each of us", es: "Qué hora es para cada cual" }
    who() { en: "Who", es: "Quién" }
    from_day(day: &str) { en: "from {day}", es: "desde el {day}" }
    early() { en: "early", es: "temprano" }
    late() { en: "late", es: "tarde" }
    unknown_zone(zone: &str) {
        en: "This browser does not know the time zone “{zone}”. Change the event and choose another one.",
        es: "Este navegador no conoce la zona horaria «{zone}». Cambia el evento y elige otra.",
    }

    also_changed(name: &str, line: &str) {
        en: "Without knowing of this, {name} said: {line}.",
        es: "Sin saber de esto, {name} dijo: {line}.",
    }
    also_cancelled(name: &str) {
        en: "Without knowing of this, {name} called it off.",
        es: "Sin saber de esto, {name} lo anuló.",
    }
    also_text() {
        en: "Change it or call it off, and that is settled.",
        es: "Cámbialo o anúlalo, y queda resuelto.",
    }

    into_mine() { en: "Into my own calendar", es: "A mi calendario" }
    change() { en: "Change", es: "Cambiar" }
    change_title() { en: "Change what is planned", es: "Cambiar lo planeado" }
    cancel() { en: "Call off", es: "Anular" }
    cancel_title() { en: "Call it off?", es: "¿Anularlo?" }
    cancel_text() {
        en: "All times that are still to come are called off, and everybody sees that it was you. It \
             can be put back later.",
        es: "Se anulan todas las veces que faltan, y todos ven que fuiste tú. Se puede recuperar \
             después.",
    }
    keep() { en: "Keep it", es: "Dejarlo" }
    cancelled_done() { en: "Called off.", es: "Anulado." }
    cancelled_by(name: &str) { en: "Called off by {name}.", es: "Lo anuló {name}." }
    again() { en: "Plan it again", es: "Planearlo otra vez" }

    what() { en: "What is it?", es: "¿Qué es?" }
    where_() { en: "What for, or where", es: "Para qué, o dónde" }
    where_hint() {
        en: "The link of a call, an address, or nothing.",
        es: "El enlace de una llamada, una dirección, o nada.",
    }
    first_day() { en: "Day", es: "Día" }
    time() { en: "Time", es: "Hora" }
    time_missing() { en: "Say at what time it is.", es: "Di a qué hora es." }
    zone() { en: "By the clock of", es: "En el reloj de" }
    minutes() { en: "How many minutes", es: "Cuántos minutos" }
    repeats() { en: "How often", es: "Cada cuánto" }
    last_day() { en: "Last day, if there is one", es: "Último día, si lo hay" }
    hours_wait() {
        en: "Choose a time, and see here what hour that is for each of you.",
        es: "Elige una hora y verás aquí cuál es para cada cual.",
    }
    good_for_all() {
        en: "Between eight and eight for everybody.",
        es: "Entre las ocho y las ocho para todos.",
    }
    hard_for(names: &str) {
        en: "Early or late for {names}. Let it be somebody else’s turn now and then.",
        es: "Temprano o tarde para {names}. Que a veces le toque a otra persona.",
    }
    hard_in_poll(names: &str) { en: "Early or late for {names}.", es: "Temprano o tarde para {names}." }
    propose() { en: "Propose a time", es: "Proponer una hora" }
    propose_this() { en: "Add this time", es: "Añadir esta hora" }
    planned_done() { en: "It is in the calendar.", es: "Está en el calendario." }
}

counted! {
    no_zone(n) {
        en: "{n} of us has not said where they live." | "{n} of us have not said where they live.",
        es: "{n} persona no ha dicho dónde vive." | "{n} personas no han dicho dónde viven.",
    }
}
