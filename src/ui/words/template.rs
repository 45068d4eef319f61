//! Words of the starting points for a motion: their names, what to ask, and texts with blanks.

use crate::ui::words::words;

words! {
    begin_with() { en: "Begin with", es: "Empezar con" }
    begin_text() {
        en: "Each fills in what usually fits. You can change all of it.",
        es: "Cada plantilla rellena lo que suele servir. Puedes cambiarlo todo.",
    }
    filled(name: &str) {
        en: "Filled in: “{name}”. The blanks are yours.",
        es: "Rellenado: «{name}». Los huecos son tuyos.",
    }
    blank_left(field: &str, head: &str) {
        en: "Something in “{field}” is a blank still: {head}. Write there, or take it out.",
        es: "Algo en «{field}» sigue en blanco: {head}. Escríbelo, o quítalo.",
    }
    page() { en: "A page of ours", es: "Una página nuestra" }
    page_none() { en: "None", es: "Ninguna" }
    page_empty() { en: "There is nothing on that page yet.", es: "Esa página aún está vacía." }

    welcome() { en: "Welcome somebody", es: "Acoger a alguien" }
    welcome_question() { en: "Do we welcome Ana?", es: "¿Acogemos a Ana?" }
    welcome_body() {
        en: "## How we know them\n\n…\n\n## What they would like to do with us\n\n…\n\n## Who looks \
             after their first weeks\n\n…",
        es: "## De qué nos conocemos\n\n…\n\n## Qué le gustaría hacer con nosotros\n\n…\n\n## Quién \
             acompaña sus primeras semanas\n\n…",
    }
    yes_or_no() { en: "A yes or no", es: "Un sí o no" }
    yes_or_no_question() {
        en: "Do we rent the room in Lisbon?",
        es: "¿Alquilamos la sala de Lisboa?",
    }
    yes_or_no_body() {
        en: "## What I propose\n\n…\n\n## Why now\n\n…\n\n## What speaks against it\n\n…\n\n## Who \
             does it, and by when\n\n…",
        es: "## Qué propongo\n\n…\n\n## Por qué ahora\n\n…\n\n## Qué habla en contra\n\n…\n\n## Quién \
             lo hace, y para cuándo\n\n…",
    }
    options() { en: "Choose among options", es: "Elegir entre opciones" }
    options_question() {
        en: "Which name do we give the workshop?",
        es: "¿Qué nombre le ponemos al taller?",
    }
    options_body() {
        en: "## What we choose\n\n…\n\n## What matters in it\n\n…\n\n## The options, one by one\n\n…",
        es: "## Qué elegimos\n\n…\n\n## Qué importa en ello\n\n…\n\n## Las opciones, una a una\n\n…",
    }
    event() { en: "Hold an event", es: "Hacer un encuentro" }
    event_question() { en: "When do we meet?", es: "¿Cuándo nos vemos?" }
    event_body() {
        en: "## What we meet for\n\n…\n\n## Where, or how to join from afar\n\n…\n\n## How long it \
             takes\n\n…\n\n## Who prepares what\n\n…",
        es: "## Para qué nos vemos\n\n…\n\n## Dónde, o cómo unirse de lejos\n\n…\n\n## Cuánto \
             dura\n\n…\n\n## Quién prepara qué\n\n…",
    }
    budget() { en: "A budget", es: "Un presupuesto" }
    budget_question() {
        en: "Do we set money aside for the kitchen?",
        es: "¿Apartamos dinero para la cocina?",
    }
    budget_body() {
        en: "## What it is for\n\n…\n\n## What it costs, line by line\n\n…\n\n## What we do without \
             it\n\n…\n\n## How we will know that it was worth it\n\n…",
        es: "## Para qué es\n\n…\n\n## Cuánto cuesta, línea por línea\n\n…\n\n## Qué hacemos sin \
             ello\n\n…\n\n## Cómo sabremos que valió la pena\n\n…",
    }
    role() { en: "Somebody for a role", es: "Alguien para una función" }
    role_question() {
        en: "Does Ana look after the treasury?",
        es: "¿Lleva Ana la tesorería?",
    }
    role_body() {
        en: "## What the role is for\n\n…\n\n## What they do, and what they do not\n\n…\n\n## Until \
             when\n\n…\n\n## Who helps them\n\n…",
        es: "## Para qué es la función\n\n…\n\n## Qué hace, y qué no\n\n…\n\n## Hasta \
             cuándo\n\n…\n\n## Quién ayuda\n\n…",
    }
    stewards() { en: "Elect stewards", es: "Elegir responsables" }
    stewards_question() {
        en: "Who runs the bakery from now on?",
        es: "¿Quién lleva la panadería desde ahora?",
    }
    stewards_body() {
        en: "## What they look after\n\n…\n\n## Why these people\n\n…\n\n## What they report, and how \
             often\n\n…",
        es: "## De qué se encargan\n\n…\n\n## Por qué estas personas\n\n…\n\n## De qué dan cuenta, y \
             cada cuánto\n\n…",
    }
    stewards_elsewhere() {
        en: "The blanks are in the text below, and stay there. Who, and until when, is filled in on \
             the venture’s own page, which leads back here.",
        es: "Los huecos están en el texto de abajo y ahí se quedan. Quién, y hasta cuándo, se rellena \
             en la página de la iniciativa, que vuelve aquí.",
    }
    stewards_go() { en: "To the ventures", es: "A las iniciativas" }
    rule() { en: "Change a rule", es: "Cambiar una regla" }
    rule_question() {
        en: "Do we need fewer people for a vote?",
        es: "¿Hacen falta menos personas para votar?",
    }
    rule_body() {
        en: "## What goes wrong today\n\n…\n\n## What changes\n\n…\n\n## What could go wrong \
             then\n\n…\n\n## When we look at it again\n\n…",
        es: "## Qué falla hoy\n\n…\n\n## Qué cambia\n\n…\n\n## Qué podría fallar \
             entonces\n\n…\n\n## Cuándo lo volvemos a mirar\n\n…",
    }
    adopt() { en: "Make a page our word", es: "Hacer nuestra una página" }
    adopt_question() {
        en: "Is this how we treat each other?",
        es: "¿Es así como nos tratamos?",
    }
    adopt_body() {
        en: "## What the page is for\n\n…\n\n## Who wrote it, and whom they asked\n\n…\n\n## What is \
             left open\n\n…",
        es: "## Para qué es la página\n\n…\n\n## Quién la escribió, y a quién preguntó\n\n…\n\n## Qué \
             queda abierto\n\n…",
    }
    goodbye() { en: "End a membership", es: "Terminar una pertenencia" }
    goodbye_question() {
        en: "Do we end Ana’s membership?",
        es: "¿Terminamos la pertenencia de Ana?",
    }
    goodbye_body() {
        en: "## What happened\n\n…\n\n## What was tried, and with whom they talked\n\n…\n\n## What they \
             say themselves\n\n…\n\n## What becomes of their work and money\n\n…",
        es: "## Qué pasó\n\n…\n\n## Qué se intentó, y con quién se habló\n\n…\n\n## Qué dice la \
             persona\n\n…\n\n## Qué pasa con su trabajo y su dinero\n\n…",
    }
}
