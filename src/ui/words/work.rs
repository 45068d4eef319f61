//! Words of work: the quick form, the timer, the week.

use crate::ui::words::{counted, words};

words! {
    title() { en: "Work", es: "Trabajo" }
    title_text() { en: "Hours, by week", es: "Horas, por semana" }
    lede() {
        en: "Every hour counts: what earns our living, what keeps us well, what belongs to all.",
        es: "Cada hora cuenta: la que nos da de vivir, la que nos cuida, la que es de todos.",
    }
    write() { en: "What did you do?", es: "¿Qué hiciste?" }
    write_it() { en: "Write it down", es: "Apuntarlo" }
    written() { en: "Written down. Thank you.", es: "Apuntado. Gracias." }
    how_long() { en: "How long", es: "Cuánto tiempo" }
    unit_hours() { en: "hours", es: "horas" }
    unit_minutes() { en: "minutes", es: "minutos" }
    how_long_missing() {
        en: "Say how long, such as 2, 2.5 or 2:30: more than nothing, a day at most.",
        es: "Di cuánto tiempo, como 2, 2,5 o 2:30: más que nada y un día como mucho.",
    }
    what() { en: "What", es: "Qué" }
    what_hint() { en: "A few words that say it.", es: "Unas palabras que lo digan." }
    for_what() { en: "What for", es: "Para qué" }
    livelihood() { en: "livelihood", es: "sustento" }
    care() { en: "care", es: "cuidados" }
    commons() { en: "commons", es: "común" }
    livelihood_name() { en: "Livelihood", es: "Sustento" }
    livelihood_text() { en: "What earns our living.", es: "Lo que nos da de vivir." }
    care_name() { en: "Care", es: "Cuidados" }
    care_text() {
        en: "What keeps people well: cooking, listening, looking after.",
        es: "Lo que nos cuida: cocinar, escuchar, atender.",
    }
    commons_name() { en: "Commons", es: "Común" }
    commons_text() {
        en: "What belongs to everybody: pages, tools, places.",
        es: "Lo que es de todos: páginas, herramientas, lugares.",
    }
    venture() { en: "For which venture", es: "Para qué iniciativa" }
    no_venture() { en: "For none", es: "Para ninguna" }
    when() { en: "When", es: "Cuándo" }
    start() { en: "Start the clock", es: "Poner el reloj" }
    start_text() {
        en: "It runs on when you close the window.",
        es: "Sigue aunque cierres la ventana.",
    }
    stop() { en: "Stop", es: "Parar" }
    discard() { en: "Never mind", es: "Dejarlo" }
    of_stream(hours: &str, stream: &str) { en: "{hours} {stream}", es: "{hours} {stream}" }
    the_week() { en: "The week", es: "La semana" }
    week(from: &str, until: &str) { en: "{from} to {until}", es: "{from} a {until}" }
    week_before() { en: "The week before", es: "La semana anterior" }
    week_after() { en: "The week after", es: "La semana siguiente" }
    nothing_yet() {
        en: "Nobody wrote down any work in this week.",
        es: "Nadie apuntó trabajo en esta semana.",
    }
    totals() { en: "Hours of the week, by member", es: "Horas de la semana, por miembro" }
    member() { en: "Member", es: "Miembro" }
    hours_head() { en: "Hours", es: "Horas" }
    together() { en: "Together", es: "Juntos" }
    taken_back() { en: "Taken back.", es: "Retirado." }
    now_right() { en: "It stands as you put it right.", es: "Vale como lo has corregido." }
    counts_as_written() {
        en: "Hours count here as they are written. Somebody else can confirm them: it says that \
             they know it was done, and changes no figure.",
        es: "Aquí las horas cuentan como se apuntan. Otra persona puede confirmarlas: dice que \
             sabe que se hizo, y no cambia ninguna cifra.",
    }
    counts_confirmed() {
        en: "Hours count here once somebody else confirmed them. Until then they are written down \
             and count for nothing.",
        es: "Aquí las horas cuentan cuando otra persona las confirma. Hasta entonces quedan \
             apuntadas y no cuentan para nada.",
    }
    not_confirmed() { en: "nobody confirmed it", es: "nadie lo ha confirmado" }
    not_counted_yet() {
        en: "counts once somebody confirms it",
        es: "contará cuando alguien lo confirme",
    }
    to_this_week() { en: "This week", es: "Esta semana" }
    opened_on_last() {
        en: "Nothing is written down this week yet: this is the last week that has something.",
        es: "Esta semana aún no hay nada apuntado: esta es la última que tiene algo.",
    }
    to_confirm() { en: "Was this done?", es: "¿Se hizo esto?" }
    confirm_text() {
        en: "Confirm what you know was done. Saying nothing says nothing.",
        es: "Confirma lo que sabes que se hizo. Callar no dice nada.",
    }
    confirm() { en: "Yes, it was", es: "Sí, se hizo" }
    confirmed(name: &str) {
        en: "You confirmed the work of {name}.",
        es: "Has confirmado el trabajo de {name}.",
    }
}

counted! {
    hours(n) { en: "{n} hour" | "{n} hours", es: "{n} hora" | "{n} horas" }
    hours_and(n, rest: &str) {
        en: "{n} hour {rest}" | "{n} hours {rest}",
        es: "{n} hora {rest}" | "{n} horas {rest}",
    }
    minutes(n) { en: "{n} minute" | "{n} minutes", es: "{n} minuto" | "{n} minutos" }
}
