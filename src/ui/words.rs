//! Every word of the interface, in every language, as one function for each message. A message
//! without a language, or a language without one of its parameters, does not compile.

use std::cell::Cell;

pub mod accounts;
pub mod agreement;
pub mod bring;
pub mod calendar;
pub mod care;
pub mod common;
pub mod commons;
pub mod decide;
pub mod economy;
pub mod everything;
pub mod fault;
pub mod find;
pub mod first_run;
pub mod import;
pub mod invite;
pub mod leaving;
pub mod ledger;
pub mod matching;
pub mod money_fault;
pub mod motion;
pub mod people;
pub mod person;
pub mod put;
pub mod put_money;
pub mod refusal;
pub mod replaced;
pub mod reports;
pub mod returning;
pub mod rules;
pub mod settings;
pub mod sharing;
pub mod steward;
pub mod sync;
pub mod talk;
pub mod template;
pub mod today;
pub mod trade;
pub mod trade_fault;
pub mod venture;
pub mod work;

/// A language that the interface speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// All of them, in the order of the choice in Settings.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Its own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    /// The direction it is written in.
    pub fn direction(self) -> &'static str {
        match self {
            Self::En | Self::Es => "ltr",
        }
    }

    /// The language that a tag such as `es-UY` asks for.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::En) };
}

/// The language spoken now.
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// From here on, messages come in this language; the caller draws everything anew.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

/// Whether a sentence names a field by its label.
pub fn names_field(sentence: &str, label: &str) -> bool {
    !label.is_empty() && sentence.contains(&common::quoted(label))
}

/// One function for each message; its document is the English text.
macro_rules! words {
    ($($name:ident($($arg:ident: $ty:ty),* $(,)?) { en: $en:literal, es: $es:literal $(,)? })*) => {
        $(
            #[doc = $en]
            pub fn $name($($arg: $ty),*) -> String {
                match $crate::ui::words::spoken() {
                    $crate::ui::words::Language::En => format!($en $(, $arg = $arg)*),
                    $crate::ui::words::Language::Es => format!($es $(, $arg = $arg)*),
                }
            }
        )*
    };
}

/// Like `words!`, for messages whose form hangs on a number: `one` and `other` of each language.
macro_rules! counted {
    ($($name:ident($n:ident $(, $arg:ident: $ty:ty)* $(,)?) {
        en: $en_one:literal | $en_other:literal,
        es: $es_one:literal | $es_other:literal $(,)?
    })*) => {
        $(
            #[doc = $en_other]
            pub fn $name($n: u32 $(, $arg: $ty)*) -> String {
                use $crate::ui::format::{self, Plural};
                use $crate::ui::words::{Language, spoken};
                let shown = format::number(f64::from($n));
                let one = format::plural($n) == Plural::One;
                match (spoken(), one) {
                    (Language::En, true) => format!($en_one, $n = shown $(, $arg = $arg)*),
                    (Language::En, false) => format!($en_other, $n = shown $(, $arg = $arg)*),
                    (Language::Es, true) => format!($es_one, $n = shown $(, $arg = $arg)*),
                    (Language::Es, false) => format!($es_other, $n = shown $(, $arg = $arg)*),
                }
            }
        )*
    };
}

pub(crate) use counted;
pub(crate) use words;
