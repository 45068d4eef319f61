//! Words of the form for a new motion.

use crate::ui::words::{counted, words};

words! {
    title_new() { en: "Put a motion", es: "Proponer una moción" }
    title_amend() { en: "Change your motion", es: "Cambiar tu moción" }
    lede_new() {
        en: "Everybody who has a vote now decides on it, each in their own time.",
        es: "Decide quien tiene voto ahora, cada cual cuando pueda.",
    }
    lede_amend() {
        en: "The votes given so far are void, and the time starts again. What you change from \
             stays to be read.",
        es: "Los votos dados quedan sin efecto y el tiempo empieza otra vez. Lo anterior se \
             queda para leerlo.",
    }
    no_vote_title() { en: "You have no vote yet", es: "Aún no tienes voto" }
    no_vote_text() {
        en: "Only voters put motions. Once more than half of them have said yes to you, you can; \
             until then, begin a topic and ask somebody to put it.",
        es: "Solo los votantes proponen. Podrás cuando más de la mitad te haya dicho que sí; \
             mientras, abre un tema y pide a alguien que lo proponga.",
    }
    members_only_title() { en: "Members put motions", es: "Proponen los miembros" }
    members_only_text() {
        en: "Whoever is a member and has a vote puts motions here. You can read all that was decided.",
        es: "Aquí propone quien es miembro y tiene voto. Puedes leer todo lo que se decidió.",
    }
    question() { en: "The question", es: "La pregunta" }
    question_hint() {
        en: "One line that can be answered, such as: Do we rent the room in Lisbon?",
        es: "Una línea que se pueda responder: ¿Alquilamos la sala de Lisboa?",
    }
    such_as(question: &str) {
        en: "One line that can be answered, such as: {question}",
        es: "Una línea que se pueda responder, por ejemplo: {question}",
    }
    text() { en: "What is meant, and why", es: "Qué se propone y por qué" }
    text_hint() {
        en: "Your words are kept here until they are sent. # makes a title, * a list, ** bold.",
        es: "Lo escrito se conserva aquí hasta enviarse. # hace un título, * una lista, ** \
             negrita.",
    }
    question_first() {
        en: "Give it its question first; the page is named after it.",
        es: "Ponle antes su pregunta: la página llevará ese nombre.",
    }
    together() { en: "Write it together first", es: "Escribirla antes entre todos" }
    together_text() {
        en: "Not ready? A page of your words is for everybody to write on, and can be put to all \
             of you from there.",
        es: "¿Aún no está? En una página con tus palabras escribe quien quiera, y desde allí se \
             propone a todos.",
    }
    on_a_page() {
        en: "This page is for all of you to write on, and stands among the drafts in Decide. Nothing is \
             put to the vote yet.",
        es: "En esta página podéis escribir todos, y está entre los borradores de Decidir. Aún no \
             se vota nada.",
    }
    from_topic(title: &str) { en: "From the topic: {title}", es: "Del tema: {title}" }
    turn_into() { en: "Turn into a motion", es: "Convertir en moción" }

    what_it_does() { en: "What it does, if it passes", es: "Qué hace si se aprueba" }
    statement() { en: "It stands as what we say", es: "Queda como lo que decimos" }
    statement_text() {
        en: "An answer, a plan, a promise; nothing changes by itself.",
        es: "Una respuesta, un plan, una promesa; nada cambia por sí solo.",
    }
    adopt() { en: "A page becomes our word", es: "Una página pasa a ser nuestra palabra" }
    adopt_text() {
        en: "The page of the commons is adopted as it is now; what is written later is not.",
        es: "Se adopta la página del común tal como está ahora; lo que se escriba después, no.",
    }
    admit() { en: "Somebody at the door comes in", es: "Entra quien espera a la puerta" }
    admit_text() {
        en: "They came by an invitation; if you like, for a time on trial.",
        es: "Llegó con una invitación; si queréis, a prueba por un tiempo.",
    }
    trial() { en: "Days on trial", es: "Días de prueba" }
    trial_hint() { en: "Leave it empty for none.", es: "Déjalo vacío si no hay prueba." }
    nobody_at_the_door() { en: "Nobody waits at the door.", es: "Nadie espera a la puerta." }
    give_role() { en: "Somebody takes on a role", es: "Alguien asume una función" }
    give_role_text() {
        en: "Such as treasurer; it shows on their card.",
        es: "Por ejemplo, tesorería; se ve en su ficha.",
    }
    end_role() { en: "A role ends", es: "Termina una función" }
    end_role_text() { en: "Somebody lays it down.", es: "Alguien la deja." }
    confirm() { en: "Somebody gets a vote", es: "Alguien obtiene voto" }
    confirm_text() {
        en: "At once, without more than half saying yes one by one.",
        es: "De una vez, sin que más de la mitad diga que sí por separado.",
    }
    remove() { en: "Somebody must go", es: "Alguien debe irse" }
    remove_text() {
        en: "They are heard and do not vote. Talk to them first.",
        es: "Se le escucha y no vota. Hablad antes con esa persona.",
    }
    set_rules() { en: "We change the rules", es: "Cambiamos las reglas" }
    set_rules_text() {
        en: "How we decide from then on.",
        es: "Cómo decidimos desde entonces.",
    }
    which_page() { en: "Which page", es: "Qué página" }
    whom() { en: "Whom", es: "Quién" }
    which_role() { en: "Which role", es: "Qué función" }
    role_hint() {
        en: "As you call it, in lower case: treasurer, gardener.",
        es: "Como la llaméis, en minúscula: tesorería, huerto.",
    }
    choose_one() { en: "Choose", es: "Elige" }
    no_pages() {
        en: "There is no page yet. Write one in the commons first.",
        es: "Aún no hay páginas. Escribe antes una en el común.",
    }
    no_such_people() {
        en: "There is nobody whom this could be about.",
        es: "No hay nadie de quien pueda tratarse.",
    }

    how() { en: "How we decide on it", es: "Cómo se decide" }
    yes_or_no() { en: "Yes or no", es: "Sí o no" }
    among() { en: "Choose among options", es: "Elegir entre opciones" }
    way() { en: "The way of deciding", es: "La manera de decidir" }
    as_the_rules(method: &str) {
        en: "The rules ask for this at least: {method}.",
        es: "Las reglas piden al menos: {method}.",
    }
    options() { en: "The options", es: "Las opciones" }
    option(n: u32) { en: "Option {n}", es: "Opción {n}" }
    add_option() { en: "Another option", es: "Otra opción" }
    take_away(n: u32) { en: "Take option {n} away", es: "Quitar la opción {n}" }
    dots_each() { en: "Dots for each person", es: "Puntos por persona" }
    quorum() { en: "How many must take part", es: "Cuántos deben participar" }
    time() { en: "How long it stays open", es: "Cuánto queda abierta" }
    time_hint(least: &str) {
        en: "The rules ask for at least {least}.",
        es: "Las reglas piden al menos {least}.",
    }
    time_none() { en: "The rules ask for no least time.", es: "Las reglas no piden un mínimo." }
    ends(moment: &str, place: &str) {
        en: "It ends {moment} in {place}.",
        es: "Termina: {moment} en {place}.",
    }
    review() { en: "To be looked at again on", es: "Volver a mirarla el" }
    review_hint() {
        en: "From that day on everybody with a vote is asked whether it still stands. Leave it empty \
             for no such day.",
        es: "Desde ese día se pregunta a quien tiene voto si sigue en pie. Déjalo vacío si no hace \
             falta.",
    }
    title_again() { en: "Look at it again", es: "Volver a mirarlo" }
    lede_again() {
        en: "What was decided stands until this passes. Say what shall be otherwise.",
        es: "Lo decidido sigue en pie hasta que esto se apruebe. Di qué ha de ser distinto.",
    }
    days() { en: "days", es: "días" }
    hours() { en: "hours", es: "horas" }
    number_wrong() { en: "A whole number, please.", es: "Un número entero, por favor." }
    send_new() { en: "Put it to the others", es: "Proponerla" }
    send_amend() { en: "Make the new version", es: "Hacer la versión nueva" }
    opened() {
        en: "Your motion is open. You have a vote on it as well.",
        es: "Tu moción está abierta. Tú también votas.",
    }
    amended() { en: "The new version is open.", es: "La versión nueva está abierta." }
    facts_stay() {
        en: "What you put and what is voted is seen by all members for good.",
        es: "Lo que propones y lo que se vota lo ven todos los miembros, para siempre.",
    }

    rules_which() { en: "Which rules", es: "Qué reglas" }
    rules_own() { en: "Our own", es: "Propias" }
    circle() { en: "Circle", es: "Círculo" }
    cooperative() { en: "Co-operative", es: "Cooperativa" }
    network() { en: "Network", es: "Red" }
    rules_will_be() { en: "Read them as they will be", es: "Leerlas como serán" }
    share_part() { en: "Voters who must take part", es: "Votantes que deben participar" }
    share_whole() { en: "of every", es: "de cada" }
    least_hours() { en: "Hours it stays open at least", es: "Horas que queda abierta al menos" }
    grace_hours() { en: "Hours we wait for late votes", es: "Horas que se esperan votos tardíos" }
    admission() { en: "How people come in", es: "Cómo se entra" }
    by_invitation() { en: "By an invitation", es: "Con una invitación" }
    by_one() { en: "One voter lets them in", es: "Un votante deja entrar" }
    by_some() { en: "Several voters let them in", es: "Varios votantes dejan entrar" }
    by_decision() { en: "By a decision", es: "Por una decisión" }
    how_many_let_in() { en: "How many voters", es: "Cuántos votantes" }
}

counted! {
    quorum_hint(all, least: u32) {
        en: "Of {all} voter; the rules ask for at least {least}." |
            "Of {all} voters; the rules ask for at least {least}.",
        es: "De {all} votante; las reglas piden al menos {least}." |
            "De {all} votantes; las reglas piden al menos {least}.",
    }
    more_than_all(all) {
        en: "There is only {all} voter." | "There are only {all} voters.",
        es: "Solo hay {all} votante." | "Solo hay {all} votantes.",
    }
    too_many_options(n) {
        en: "At most {n} option." | "At most {n} options.",
        es: "Como mucho {n} opción." | "Como mucho {n} opciones.",
    }
}
