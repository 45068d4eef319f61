//! Words of the rules by which is decided, and of who has a vote.

use crate::ui::words::{counted, words};

words! {
    title() { en: "By what rules we decide", es: "Con qué reglas decidimos" }
    title_text() { en: "And who has a vote", es: "Y quién tiene voto" }
    lede() {
        en: "Everybody who has a vote has one. What is decided carries itself out, and the rules \
             can be changed by a decision.",
        es: "Quien tiene voto tiene uno solo. Lo que se decide se cumple por sí mismo, y las \
             reglas se cambian con una decisión.",
    }
    version_which() { en: "How the program reads them", es: "Cómo las lee el programa" }
    version_told(n: u32) {
        en: "As version {n} of the program’s rules. Only a decision changes that.",
        es: "Según la versión {n} de las reglas del programa. Solo una decisión lo cambia.",
    }
    version_same(n: u32) { en: "As now: version {n}", es: "Como ahora: versión {n}" }
    version_next(n: u32) { en: "The newer version {n}", es: "La nueva versión {n}" }
    version_hint() {
        en: "Whoever has an older program can only read until they update it.",
        es: "Quien tenga un programa anterior solo podrá leer hasta que lo actualice.",
    }
    kinds() { en: "What each question takes", es: "Qué pide cada pregunta" }
    kind_words() { en: "What we say", es: "Lo que decimos" }
    kind_words_text() { en: "Statements and pages", es: "Declaraciones y páginas" }
    kind_people() { en: "Who does what", es: "Quién hace qué" }
    kind_people_text() { en: "Votes and roles", es: "Votos y funciones" }
    kind_removal() { en: "Whether somebody must go", es: "Si alguien debe irse" }
    kind_removal_text() {
        en: "They are heard, and do not vote on it",
        es: "Se le escucha, y no vota sobre ello",
    }
    kind_rules() { en: "The rules themselves", es: "Las propias reglas" }
    kind_rules_text() { en: "What stands on this page", es: "Lo que dice esta página" }
    kind_money() { en: "Money", es: "El dinero" }
    kind_money_text() {
        en: "Budgets, sharing out, closing the books",
        es: "Presupuestos, reparto, cierre de cuentas",
    }
    grave() {
        en: "Also more than half of all voters must be for it, and more than two thirds must \
             sign the result.",
        es: "Además, más de la mitad de los votantes debe estar a favor, y más de dos tercios \
             debe firmar el resultado.",
    }
    take_part(k: u32, n: u32) {
        en: "At least {k} of {n} must take part.",
        es: "Deben participar al menos {k} de {n}.",
    }
    share(part: u32, whole: u32) {
        en: "At least {part} of {whole} voters must take part.",
        es: "De cada {whole} votantes deben participar al menos {part}.",
    }
    open_for(time: &str) {
        en: "It stays open for {time} or longer.",
        es: "Queda abierta {time} o más.",
    }
    afterwards() { en: "When the time is up", es: "Cuando acaba el tiempo" }
    grace(time: &str) {
        en: "We wait {time} for votes that were given without a network. Then the members’ \
             programs sign the result by themselves, as soon as enough of them are connected. It \
             is final when more than half have signed, and nobody can change it any more.",
        es: "Esperamos {time} los votos dados sin red. Después los programas de los miembros \
             firman el resultado por sí solos, en cuanto haya bastantes conectados. Es definitivo \
             cuando firma más de la mitad, y ya nadie puede cambiarlo.",
    }
    no_grace() {
        en: "The members’ programs sign the result by themselves, as soon as enough of them are \
             connected. It is final when more than half have signed, and nobody can change it \
             any more.",
        es: "Los programas de los miembros firman el resultado por sí solos, en cuanto haya \
             bastantes conectados. Es definitivo cuando firma más de la mitad, y ya nadie puede \
             cambiarlo.",
    }
    coming_in() { en: "Coming in", es: "Entrar" }
    invitation_admits() {
        en: "Whoever comes by an invitation is in.",
        es: "Quien llega con una invitación está dentro.",
    }
    sponsor_admits() {
        en: "One voter lets a newcomer in.",
        es: "Un votante deja entrar a quien llega.",
    }
    by_decision() {
        en: "A decision lets a newcomer in.",
        es: "Una decisión deja entrar a quien llega.",
    }
    voice_text() {
        en: "A newcomer reads, talks and works from the first day. A vote comes when more than \
             half of the voters have said yes; to invite somebody is to say yes.",
        es: "Quien llega lee, charla y trabaja desde el primer día. El voto llega cuando más de \
             la mitad de los votantes ha dicho que sí; invitar a alguien es decir que sí.",
    }
    who_votes() { en: "Who has a vote", es: "Quién tiene voto" }
    silent(names: &str) {
        en: "Nothing was heard for long from {names}: new votes do not wait for them, but for removals, \
             money and rules.",
        es: "Hace mucho que no hay señales de {names}: las votaciones nuevas no esperan por ello, salvo \
             expulsiones, dinero y reglas.",
    }
    no_vote_yet() { en: "No vote yet", es: "Aún sin voto" }
    nobody_said_yes() { en: "nobody has said yes yet", es: "nadie ha dicho que sí aún" }
    said_yes(names: &str) { en: "{names} said yes", es: "dijo que sí: {names}" }
    needed(said: &str, k: u32, n: u32) {
        en: "{said}; {k} of {n} voters are needed",
        es: "{said}; hacen falta {k} de {n} votantes",
    }
    you_said_yes() { en: "You said yes", es: "Dijiste que sí" }
    confirm(name: &str) { en: "Give {name} a vote", es: "Dar voto a {name}" }
    confirmed(name: &str) {
        en: "You said that {name} should have a vote.",
        es: "Has dicho que {name} debería tener voto.",
    }
    change() { en: "Propose other rules", es: "Proponer otras reglas" }
}

counted! {
    sponsors_admit(n) {
        en: "{n} voter lets a newcomer in." | "{n} voters let a newcomer in.",
        es: "{n} votante deja entrar a quien llega." | "{n} votantes dejan entrar a quien llega.",
    }
    voters(n) { en: "{n} person" | "{n} people", es: "{n} persona" | "{n} personas" }
}
