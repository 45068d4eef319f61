//! A member whose program signs whatever they like: entries that an honest one refuses, in the form in
//! which they stand in the ledger.

use phyle::clock::{Date, Timestamp};
use phyle::domain::economy::books::LedgerHeads;
use phyle::engine::economy::{Bookkeeper, BooksGround, Doing, NewEntry, keeper};
use phyle::exchange::everything::Taken;
use phyle::id::{CommandId, MotionId, Signature};
use phyle::message::Letter;
use phyle::message::command::Refusal;
use phyle::message::economy::view::{Desk, EconomyView};
use phyle::message::economy::{EconomyAct, Stream, Work};
use phyle::message::model::BooksWait;
use serde_json::{Map, Value};

/// What an act says that comes to an entry as it stands in `what`.
const FALSE: &str = "false entry: ";

/// Keeps books as others do, and writes what it is told to.
#[derive(Debug)]
struct Cheat(Box<dyn Bookkeeper>);

/// Books of a member who cheats.
pub fn open() -> Box<dyn Bookkeeper> {
    Box::new(Cheat(keeper::open()))
}

/// Has a cheat write an entry of this kind; without a charter it names what is known.
pub fn act(kind: &str, fields: Value, date: Date) -> EconomyAct {
    let Value::Object(mut fields) = fields else { panic!("fields") };
    fields.insert("kind".to_owned(), kind.into());
    let what = format!("{FALSE}{}", Value::Object(fields));
    let (place, zone) = (String::new(), String::new());
    let stream = Stream::Care;
    let (minutes, venture, order, corrects) = (1, None, None, None);
    EconomyAct::LogWork(Work { date, minutes, stream, venture, order, what, place, zone, corrects })
}

impl Bookkeeper for Cheat {
    fn take(&mut self, entry: NewEntry<'_>) {
        self.0.take(entry);
    }

    fn restore(&mut self, kept: &[u8], heads: &LedgerHeads) -> Vec<u32> {
        self.0.restore(kept, heads)
    }

    fn keep(&self, heads: &LedgerHeads) -> Vec<u8> {
        self.0.keep(heads)
    }

    fn waits(&mut self, ground: &BooksGround<'_>) -> BooksWait {
        self.0.waits(ground)
    }

    fn settle(&mut self, ground: &BooksGround<'_>) {
        self.0.settle(ground);
    }

    fn act(
        &mut self,
        id: CommandId,
        act: &Letter<EconomyAct>,
        signature: Option<Signature>,
        ground: &BooksGround<'_>,
    ) -> Result<Doing, Refusal> {
        if let Some(EconomyAct::LogWork(work)) = act.open()
            && let Some(fields) = work.what.strip_prefix(FALSE)
        {
            let mut fields: Map<String, Value> = serde_json::from_str(fields).expect("fields");
            let heads = || serde_json::to_value(ground.charter).expect("hashes");
            fields.entry("charter").or_insert_with(heads);
            fields.insert("at".to_owned(), ground.at.0.into());
            fields.insert("v".to_owned(), 1.into());
            let mut entry = Value::Object(fields);
            // As canonical JSON has them: otherwise all refuse what is not even an entry.
            entry.sort_all_objects();
            let json = entry.to_string();
            return Ok(Doing::Write(vec![(id, ground.at, json)]));
        }
        self.0.act(id, act, signature, ground)
    }

    fn leave(
        &mut self,
        id: CommandId,
        day: Date,
        ground: &BooksGround<'_>,
    ) -> Vec<(CommandId, Timestamp, String)> {
        self.0.leave(id, day, ground)
    }

    fn false_closings(&self) -> Vec<MotionId> {
        self.0.false_closings()
    }

    fn take_out(&mut self, taken: Taken, ground: &BooksGround<'_>) -> Vec<u8> {
        self.0.take_out(taken, ground)
    }

    fn view(&mut self, desk: Desk, ground: &BooksGround<'_>) -> Letter<EconomyView> {
        self.0.view(desk, ground)
    }
}
