//! Words of Who is who and of the profile.

use crate::ui::words::{counted, words};

words! {
    title() { en: "Who is who", es: "Quién es quién" }
    as_joined() { en: "As they joined", es: "Por llegada" }
    by_name() { en: "By name", es: "Por nombre" }
    order_by() { en: "Order by", es: "Ordenar" }
    lede_one(community: &str) {
        en: "You are the first of {community}.",
        es: "Eres la primera persona de {community}.",
    }
    place_and_time(place: &str, time: &str) { en: "{place}, {time}", es: "{place}, {time}" }
    founder() { en: "Began this community", es: "Empezó esta comunidad" }
    invited_by(name: &str) { en: "Invited by {name}", es: "Invitación de {name}" }
    joined(day: &str) { en: "Since {day}", es: "Desde el {day}" }
    wrote() { en: "Has written", es: "Ha escrito" }
    came() { en: "Came", es: "Llegó" }
    nothing_yet() { en: "Nothing yet", es: "Nada todavía" }
    not_heard(day: &str) { en: "Not heard from since {day}.", es: "Sin señales desde el {day}." }
    outside(day: &str) {
        en: "Not heard from since {day}; outside new votes until they write again, but for removals, \
             money and rules.",
        es: "Sin señales desde el {day}; fuera de las votaciones nuevas hasta que vuelva a escribir, \
             salvo expulsiones, dinero y reglas.",
    }
    not_heard_of_you(day: &str) {
        en: "Others had not heard from you since {day}. Whatever you write next tells them that you are \
             here.",
        es: "Los demás no tenían señales tuyas desde el {day}. Lo próximo que escribas les dirá que \
             estás.",
    }
    noticed_by(names: &str, k: u32, n: u32) {
        en: "{names} said so: {k} of the {n} it takes.",
        es: "Lo han dicho: {names} ({k} de {n}).",
    }
    notice() { en: "I have heard nothing from them", es: "No tengo señales suyas" }
    noticed(name: &str) {
        en: "Said. If {name} writes anything, it is over by itself.",
        es: "Dicho. Si {name} escribe algo, se acaba solo.",
    }
    edit_profile() { en: "Edit your card", es: "Editar tu ficha" }
    profile_title() { en: "What others see of you", es: "Lo que otros ven de ti" }
    name() { en: "Name", es: "Nombre" }
    place() { en: "Place", es: "Lugar" }
    place_hint() { en: "A town or a region, in your words.", es: "Un pueblo o región, como digas." }
    zone() { en: "Time zone", es: "Zona horaria" }
    zone_hint_good(time: &str) { en: "It is {time} there.", es: "Allí son las {time}." }
    zone_hint_bad() {
        en: "Such as Europe/Madrid; leave it empty if you like.",
        es: "Por ejemplo, Europe/Madrid; puedes dejarla vacía.",
    }
    does() { en: "What you do for the community", es: "Qué haces por la comunidad" }
    does_hint() { en: "A line in your own words.", es: "Una línea, con tus palabras." }
    languages() { en: "Languages you read", es: "Lenguas que lees" }
    add_language() { en: "Add a language", es: "Añadir una lengua" }
    languages_hint() {
        en: "Posts in other languages are folded for you.",
        es: "Las entradas en otras lenguas se pliegan.",
    }
    remove_language(name: &str) { en: "Remove {name}", es: "Quitar {name}" }
    picture() { en: "A picture, if you like", es: "Una imagen, si quieres" }
    choose() { en: "Choose a picture", es: "Elegir una imagen" }
    remove_picture() { en: "Take it away", es: "Quitarla" }
    no_such_person_title() { en: "Nobody of this name here", es: "Aquí no hay nadie así" }
    no_such_person_text() {
        en: "They may have joined where you have not been yet.",
        es: "Quizá se unió donde aún no has llegado.",
    }
    member_of(community: &str) { en: "Member of {community}", es: "Miembro de {community}" }
    has_vote() { en: "has a vote", es: "tiene voto" }
    at_the_door() { en: "At the door", es: "A la puerta" }
    let_in(name: &str) { en: "Let {name} in", es: "Dejar entrar a {name}" }
    spoke_for(name: &str) {
        en: "You said that {name} should come in.",
        es: "Has dicho que {name} debería entrar.",
    }
    let_in_by_decision() {
        en: "A decision lets them in: put a motion.",
        es: "Entra por una decisión: propón una moción.",
    }
    waits_again(told: &str) {
        en: "{told} (came in by the old rule)",
        es: "{told} (entró por la regla anterior)",
    }
    left(day: &str) { en: "left on {day}", es: "se fue el {day}" }
    removed(day: &str) {
        en: "removed by a decision on {day}",
        es: "quedó fuera por una decisión el {day}",
    }
    why_removed() { en: "See the decision", es: "Ver la decisión" }
    no_vote_yet() { en: "No vote yet", es: "Aún sin voto" }
    vote() { en: "In the community", es: "En la comunidad" }
    roles() { en: "Roles", es: "Funciones" }
    by_decision() { en: "by a decision", es: "por una decisión" }
    former() { en: "Members once", es: "Antes miembros" }
    was_member_of(community: &str) {
        en: "Once a member of {community}",
        es: "Fue miembro de {community}",
    }
    alone_title() { en: "Nobody else is here yet", es: "Aún no hay nadie más" }
    alone_text() {
        en: "A community begins with the second person.",
        es: "Una comunidad empieza con la segunda persona.",
    }
}

counted! {
    notice_text(n) {
        en: "Once {n} of you has said so, new votes go on without them until they write again, but for \
             removals, money and rules."
            | "Once {n} of you have said so, new votes go on without them until they write again, but \
               for removals, money and rules.",
        es: "Cuando {n} de vosotros lo diga, las votaciones nuevas siguen sin esa persona hasta que \
             escriba, salvo expulsiones, dinero y reglas."
            | "Cuando {n} de vosotros lo digan, las votaciones nuevas siguen sin esa persona hasta que \
               escriba, salvo expulsiones, dinero y reglas.",
    }
    lede(n, community: &str) {
        en: "{n} member of {community}." | "{n} members of {community}.",
        es: "{n} miembro de {community}." | "{n} miembros de {community}.",
    }
    posts(n) { en: "{n} post" | "{n} posts", es: "{n} entrada" | "{n} entradas" }
    pages(n) { en: "{n} page" | "{n} pages", es: "{n} página" | "{n} páginas" }
}
