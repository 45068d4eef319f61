//! Money, work and people as files that somebody takes along (EXT-1).

use serde::Serialize;

use super::Scene;
use crate::clock::{Date, Timestamp};
use crate::exchange::everything::{Texts, journal_path};
use crate::id::CommandId;
use crate::message::economy::Stream;
use crate::message::economy::view::ExportForm;
use crate::ordered::Map;

/// Somebody's work, as all may read it.
#[derive(Serialize)]
struct WorkOut {
    by: String,
    date: Date,
    minutes: u32,
    stream: Stream,
    what: String,
    place: String,
    venture: Option<String>,
    confirmed_by: Vec<String>,
}

/// A member, as all know them.
#[derive(Serialize)]
struct MemberOut {
    id: String,
    name: String,
    place: String,
    zone: String,
    languages: Vec<String>,
    does: String,
    gone_since: Option<Date>,
}

impl Scene<'_> {
    /// What there is of money, work and people.
    pub fn texts(&self) -> Texts {
        let mut texts = vec![("members.json", self.members_json())];
        if self.books.terms.is_some() {
            texts.extend([
                (journal_path(), self.export(ExportForm::Journal)),
                ("money/books.csv", self.export(ExportForm::Table)),
                ("money/books.json", self.export(ExportForm::Json)),
                ("money/valueflows.jsonld", self.export(ExportForm::Valueflows)),
                ("work/work.json", self.work_json()),
                ("work/my-work.csv", self.export(ExportForm::Work)),
            ]);
        }
        texts
    }

    fn work_json(&self) -> String {
        let venture = |id: &CommandId| self.books.ventures.get(id).map(|one| one.name.clone());
        let one = |known: &&crate::domain::economy::books::WorkNow| WorkOut {
            by: self.name(&known.by),
            date: known.work.date,
            minutes: known.work.minutes,
            stream: known.work.stream,
            what: known.work.what.clone(),
            place: known.work.place.clone(),
            venture: known.work.venture.as_ref().and_then(venture),
            confirmed_by: known.confirmed.iter().map(|by| self.name(by)).collect(),
        };
        pretty(&self.all_work().iter().map(one).collect::<Vec<_>>())
    }

    fn members_json(&self) -> String {
        let members: &Map<_, Option<Timestamp>> = self.members;
        let one = |(id, gone): (&crate::id::MemberId, &Option<Timestamp>)| {
            let about = (self.about)(id);
            MemberOut {
                id: id.to_string(),
                name: about.name,
                place: about.place,
                zone: about.zone,
                languages: about.languages,
                does: about.does,
                gone_since: gone.map(Date::at),
            }
        };
        pretty(&members.iter().map(one).collect::<Vec<_>>())
    }
}

/// As people and programs read it.
pub fn pretty<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).expect("plain data")
}
