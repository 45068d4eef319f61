//! The figures of Four Shores: who they are, what each did in March, and what comes of it. Every sum
//! can be checked by hand.

use journeys::browser::Kind;
use journeys::steps::More;
use journeys::steps::calendar::Planned;
use journeys::steps::money::{Claim, Work};

/// 2 March 2026, a Monday, 12:00 in Dakar.
pub const BEGINS_S: u64 = 1_772_452_800;

/// Somebody, and what they did by the end of March.
#[derive(Debug)]
pub struct Member {
    pub name: &'static str,
    pub kind: Kind,
    pub zone: &'static str,
    pub more: More,
    pub work: &'static [Work],
    /// What their hours come to, and their part of the surplus.
    pub hours: u32,
    pub share: &'static str,
    pub credits: &'static str,
}

const EDITION: Option<&str> = Some(VENTURE.0);

const fn edition(date: &'static str, hours: u32, what: &'static str) -> Work {
    Work { date, hours, stream: "Livelihood", venture: EDITION, what }
}

const fn care(date: &'static str, hours: u32, what: &'static str) -> Work {
    Work { date, hours, stream: "Care", venture: None, what }
}

/// The six who begin.
pub const SIX: [Member; 6] = [
    Member {
        name: "Lucía",
        kind: Kind::Chromium,
        zone: "America/Montevideo",
        more: More { place: "Montevideo", does: "Draws, and writes in Spanish" },
        work: &[
            edition("2026-03-03", 8, "Plates one to three"),
            edition("2026-03-04", 8, "Plates four to six"),
            edition("2026-03-05", 8, "Plates seven to nine"),
            edition("2026-03-10", 8, "Plates ten to twelve"),
            edition("2026-03-12", 6, "The Spanish text"),
            care("2026-03-20", 4, "Letters to newcomers"),
        ],
        hours: 42,
        share: "473.74",
        credits: "\u{2212}20",
    },
    Member {
        name: "Awa",
        kind: Kind::Firefox,
        zone: "Africa/Dakar",
        more: More { place: "Dakar", does: "Editor" },
        work: &[
            edition("2026-03-03", 8, "Editing"),
            edition("2026-03-04", 8, "Editing"),
            edition("2026-03-05", 8, "The French text"),
            care("2026-03-20", 6, "Listening"),
        ],
        hours: 30,
        share: "338.38",
        credits: "+8",
    },
    Member {
        name: "Ravi",
        kind: Kind::Chromium,
        zone: "Asia/Kolkata",
        more: More { place: "Pune", does: "Sets pages" },
        work: &[
            edition("2026-03-09", 8, "Setting the pages"),
            edition("2026-03-10", 8, "Setting the pages"),
            edition("2026-03-11", 3, "The English text"),
            care("2026-03-20", 2, "Helping with computers"),
        ],
        hours: 21,
        share: "236.87",
        credits: "+7.50",
    },
    Member {
        name: "Maite",
        kind: Kind::Firefox,
        zone: "Europe/Madrid",
        more: More { place: "Bilbao", does: "Reads proofs" },
        work: &[
            edition("2026-03-16", 8, "Reading the proofs"),
            edition("2026-03-17", 3, "Reading the proofs"),
            care("2026-03-18", 8, "Cooking for the meeting"),
            care("2026-03-20", 5, "Looking after the children"),
        ],
        hours: 24,
        share: "270.71",
        credits: "+4.50",
    },
    Member {
        name: "Tomás",
        kind: Kind::Chromium,
        zone: "America/Bogota",
        more: More { place: "Bogotá", does: "Keeps us together" },
        work: &[care("2026-03-20", 5, "Calls with everybody")],
        hours: 5,
        share: "56.40",
        credits: "0",
    },
    Member {
        name: "Inés",
        kind: Kind::Firefox,
        zone: "Europe/Lisbon",
        more: More { place: "Lisbon", does: "Writes in Portuguese" },
        work: &[edition("2026-03-13", 8, "The Portuguese text")],
        hours: 8,
        share: "90.24",
        credits: "0",
    },
];

/// The seventh, whom the six admit.
pub const KOFI: Member = Member {
    name: "Kofi",
    kind: Kind::Chromium,
    zone: "Africa/Accra",
    more: More { place: "Accra", does: "Binds books" },
    work: &[],
    hours: 0,
    share: "0.00",
    credits: "0",
};

/// The call, by the clock in Bilbao.
pub const CALL: Planned = Planned {
    title: "Our Tuesday call",
    about: "https://call.example/four-shores",
    day: "2026-03-03",
    time: "16:00",
    zone: "Europe/Madrid",
    minutes: "20",
    how_often: "Every week",
};

/// What hour that is for each, and what hour from 31 March on, in summer time.
pub const HOURS: [(&str, &str, &str, &str); 6] = [
    ("Lucía", "Montevideo", "12:00", "11:00"),
    ("Awa", "Dakar", "15:00", "14:00"),
    ("Ravi", "Pune", "20:30 late", "19:30"),
    ("Maite", "Bilbao", "16:00", "16:00"),
    ("Tomás", "Bogotá", "10:00", "09:00"),
    ("Inés", "Lisbon", "15:00", "15:00"),
];

/// What they make, and what it is for.
pub const VENTURE: (&str, &str) =
    ("The illustrated edition", "An essay of 1,890 words in four languages, with twelve plates.");

/// Who ordered it, when, and what it came to.
pub const CUSTOMER: (&str, &str) = ("A foundation", "2026-03-02");
pub const ORDER: [(&str, u32, &str); 2] =
    [("1,890 words in four languages", 7_560, "0.20"), ("Plates", 12, "74")];
pub const ORDER_TOTAL: &str = "2,400.00";

/// Shares of the edition by who made it where.
pub const CHAIN: [(&str, &str, u32, &str); 5] = [
    ("Lucía", "Montevideo, Americas", 38, "38 %"),
    ("Awa", "Dakar, Africa", 24, "24 %"),
    ("Ravi", "Pune, Asia", 19, "19 %"),
    ("Maite", "Bilbao, Europe", 11, "11 %"),
    ("Inés", "Lisbon, Europe", 8, "8 %"),
];

pub const SOFTWARE: Claim = Claim {
    date: "2026-03-10",
    what: "Software",
    amount: "45.00",
    foreign: None,
    out_of: "What we spend in common",
    account: Some("software"),
};

pub const PROOFS: Claim = Claim {
    date: "2026-03-18",
    what: "Proofs",
    amount: "65000",
    foreign: Some(("XOF", "655.957", "The fixed rate of the CFA franc")),
    out_of: "My right to spend: Printing",
    account: None,
};

/// What the proofs come to, and what that leaves of Awa's hundred.
pub const PROOFS_IN_EUR: &str = "99.09";
pub const RIGHT_LEFT: &str = "0.91";

pub const GLUE: Claim = Claim {
    date: "2026-03-20",
    what: "Glue",
    amount: "15",
    foreign: None,
    out_of: "My right to spend: Printing",
    account: None,
};

pub const AID: Claim = Claim {
    date: "2026-04-01",
    what: "Rent in a bad month",
    amount: "150",
    foreign: None,
    out_of: "Aid fund",
    account: None,
};

/// Who gives whom how many credits, and for what.
pub const CREDITS: [(&str, &str, &str, &str); 3] = [
    ("Lucía", "Awa", "20", "A lesson"),
    ("Awa", "Maite", "12", "A room"),
    ("Maite", "Ravi", "7.50", "Bread"),
];

/// What came in less what went out, and its parts.
pub const SURPLUS: &str = "2,255.91";
pub const WHOSE: [(&str, &str); 4] = [
    ("Reserve, never divided", "451.18"),
    ("Aid fund", "225.59"),
    ("Commons", "112.80"),
    ("Members, to be paid out", "1,466.34"),
];

/// What is left of the fund and in the bank once Tomás has his aid.
pub const AID_LEFT: &str = "75.59";
pub const BANK_LEFT: &str = "2,105.91";

/// Two hours that come after the closing.
pub const LATE: Work = care("2026-03-30", 2, "A long call");

/// The questions that are put.
pub const DOORS: &str = "Do newcomers come in by decision?";
pub const PRINTING: &str = "May Awa and Lucía spend EUR 120 on printing?";
pub const ADMISSION: &str = "Does Kofi, of Accra, come in?";
pub const RULE: &str = "Is this how we share what is left?";
pub const CLOSING: &str = "Do we close March and share out?";

/// Why Tomás objects at first.
pub const OBJECTION: &str = "We do not know yet how we work together.";
pub const TRIAL_DAYS: &str = "92";

/// What becomes a claim when Inés leaves, and what she begins with it.
pub const INES_IS_OWED: &str = SIX[5].share;
pub const FIFTH: &str = "A fifth shore";
