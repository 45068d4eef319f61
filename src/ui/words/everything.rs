//! Words of taking everything along, and of a community that grows out of another one.

use crate::ui::words::{counted, words};

words! {
    take() { en: "Take everything with you", es: "Llévate todo contigo" }
    take_text() {
        en: "One file with what is on this device: pages and pictures, talk, money and work, members \
             and decisions. Other programs can read it, and a new community can begin with it.",
        es: "Un archivo con lo que hay en este dispositivo: páginas e imágenes, conversación, dinero y \
             trabajo, miembros y decisiones. Otros programas pueden leerlo, y una comunidad nueva \
             puede empezar con él.",
    }
    careful() {
        en: "What is in it is private to all of you. Keep it where nobody else reads it.",
        es: "Lo que contiene es privado de todos. Guárdalo donde nadie más lo lea.",
    }
    make() { en: "Make the file", es: "Hacer el archivo" }
    making() { en: "The file is being made.", es: "Se está haciendo el archivo." }
    save(name: &str) { en: "Save {name}", es: "Guardar {name}" }

    readme_title(name: &str, day: &str) {
        en: "{name}, taken along on {day}",
        es: "{name}, llevado consigo el {day}",
    }
    readme() {
        en: "This is a copy of all that one member's device had of this community.\n\
             \n\
             pages/            The pages, as Markdown: any editor of texts opens them.\n\
             pages/pictures/   The pictures that the pages show.\n\
             other-pictures/   Other pictures, such as receipts.\n\
             talk/             The topics, as Markdown, with who wrote when.\n\
             money/books.journal      The books for hledger and other plain-text accounting.\n\
             money/books.csv          The same as a table, one posting a row.\n\
             money/books.json         The same for programs.\n\
             money/valueflows.jsonld  Work and money as economic events (Valueflows).\n\
             work/work.json    All work, by whom.\n\
             work/my-work.csv  The work of the one who made this file.\n\
             calendar.ics      What is planned, if anything is, for any calendar.\n\
             members.json      Who was a member.\n\
             decisions.json    What was decided, with how it was counted.\n\
             community.json    Whose files these are.\n\
             \n\
             To begin a community with it: open Phyle, choose \"Grow out of another one\", and give it \
             this file.\n\
             What members say of themselves and to each other stays private: pass this file on with care.\n",
        es: "Esto es una copia de todo lo que tenía de esta comunidad el dispositivo de un miembro.\n\
             \n\
             pages/            Las páginas, en Markdown: las abre cualquier editor de textos.\n\
             pages/pictures/   Las imágenes que muestran las páginas.\n\
             other-pictures/   Otras imágenes, como recibos.\n\
             talk/             Los temas, en Markdown, con quién escribió y cuándo.\n\
             money/books.journal      Las cuentas para hledger y otra contabilidad en texto.\n\
             money/books.csv          Lo mismo en tabla, un apunte por fila.\n\
             money/books.json         Lo mismo para programas.\n\
             money/valueflows.jsonld  Trabajo y dinero como eventos económicos (Valueflows).\n\
             work/work.json    Todo el trabajo, de quién.\n\
             work/my-work.csv  El trabajo de quien hizo este archivo.\n\
             calendar.ics      Lo planeado, si hay algo, para cualquier calendario.\n\
             members.json      Quién era miembro.\n\
             decisions.json    Qué se decidió, y cómo se contó.\n\
             community.json    De quién son estos archivos.\n\
             \n\
             Para empezar una comunidad con él: abre Phyle, elige \"Nacer de otra\" y dale este archivo.\n\
             Lo que los miembros dicen de sí y entre sí sigue siendo privado: pásalo con cuidado.\n",
    }

    grow() { en: "Grow out of another one", es: "Nacer de otra" }
    grow_text() {
        en: "You took everything along from a community? Begin a new one with it.",
        es: "¿Te llevaste todo de una comunidad? Empieza otra con ello.",
    }
    grows_out_of() { en: "Which community does it grow out of?", es: "¿De qué comunidad nace?" }
    grows_out_of_hint() {
        en: "Its name. Then you give the file that you made there.",
        es: "Su nombre. Después darás el archivo que hiciste allí.",
    }
    sentence(name: &str) { en: "Grew out of {name}.", es: "Nació de {name}." }

    bring_title() { en: "Bring in what you took along", es: "Trae lo que te llevaste" }
    bring_text() {
        en: "Choose the file that you made in the other community. Nothing is written down before \
             you have seen what is in it.",
        es: "Elige el archivo que hiciste en la otra comunidad. No se apunta nada antes de que \
             veas qué contiene.",
    }
    choose() { en: "Choose the file", es: "Elegir el archivo" }
    reading() { en: "The file is being read.", es: "Se está leyendo el archivo." }
    unreadable() {
        en: "This file cannot be read. Choose the one that was made with “Take everything with you”.",
        es: "Este archivo no se puede leer. Elige el que se hizo con «Llévate todo contigo».",
    }
    not_taken() {
        en: "This is not a file of a community. Choose the one that was made with “Take everything \
             with you”.",
        es: "Esto no es el archivo de una comunidad. Elige el que se hizo con «Llévate todo contigo».",
    }
    journal_wrong(line: &str) {
        en: "The books in this file cannot be read, from line {line} on. Make the file anew.",
        es: "Las cuentas de este archivo no se pueden leer, desde la línea {line}. Haz el archivo de \
             nuevo.",
    }
    found(name: &str, day: &str) { en: "{name}, as of {day}", es: "{name}, a {day}" }
    comes(name: &str) {
        en: "Its pages come with their pictures. Its books come as history: they tell what moved in {name}.",
        es: "Sus páginas vienen con sus imágenes. Sus cuentas vienen como historia: cuentan lo que se \
             movió en {name}.",
    }
    stays(name: &str) {
        en: "Its money does not come along: what {name} has, and owes, stays there, and you begin at \
             zero. Credits stay among those who gave them, and so do members and decisions.",
        es: "Su dinero no viene: lo que {name} tiene y debe se queda allí, y empezáis de cero. Los \
             créditos se quedan entre quienes los dieron, y también los miembros y las decisiones.",
    }
    left_behind(name: &str) {
        en: "What {name} has stays with {name}.",
        es: "Lo que {name} tiene se queda en {name}.",
    }
    credit(name: &str) { en: "Grew out of {name}", es: "Viene de {name}" }
    bring() { en: "Bring it in", es: "Traerlo" }
    bringing() { en: "It is coming in.", es: "Está entrando." }
    books_come() { en: "The books come in.", es: "Entran las cuentas." }
    pages_come() { en: "The pages come in.", es: "Entran las páginas." }
    not_founder() {
        en: "The person who began this community opens its books first.",
        es: "Quien empezó esta comunidad abre antes las cuentas.",
    }
    done_title() { en: "It is here", es: "Ya está aquí" }
    done_text(name: &str) {
        en: "What came from {name} is with you now. Invite those who come along.",
        es: "Lo que venía de {name} ya está con vosotros. Invita a quienes vengan.",
    }
    to_books() { en: "To the books", es: "A las cuentas" }
    to_pages() { en: "To the pages", es: "A las páginas" }
}

counted! {
    pages(n) { en: "{n} page" | "{n} pages", es: "{n} página" | "{n} páginas" }
    entries(n) {
        en: "{n} entry of the books" | "{n} entries of the books",
        es: "{n} asiento de las cuentas" | "{n} asientos de las cuentas",
    }
}
