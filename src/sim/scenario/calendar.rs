//! Events in scripts: acts in the domain's own JSON, and the calendar looked at as JSON.

use serde_json::Value;

use crate::message::Letter;
use crate::message::calendar::CalendarAct;
use crate::message::command::{MemberAct, Writing};
use crate::message::model::{ViewDelta, ViewKey};
use crate::sim::relay::Node;
use crate::sim::scenario::economy::fits;
use crate::sim::scenario::play::Player;

impl Player<'_> {
    pub(super) fn act_in_calendar(
        &mut self,
        by: &str,
        act: &Value,
        label: Option<&String>,
        refused: Option<&String>,
    ) -> Result<(), String> {
        let act: CalendarAct = self.read("act", act)?;
        let writing = Writing::Calendar { act: Letter::new(&act) };
        self.ask_labelled(by, MemberAct::Write(writing), label, refused)
    }

    /// Whether a replica shows these events.
    pub(super) fn expect_calendar(&mut self, node: Node, wanted: &Value) -> Result<(), String> {
        let deltas = self.world.view(node, ViewKey::Calendar(self.here()?));
        let Some(ViewDelta::Calendar { calendar, .. }) = deltas.last() else {
            return Err("calendar: nothing is shown".to_owned());
        };
        let calendar = calendar.open().ok_or("calendar: it cannot be read")?;
        let found = serde_json::to_value(calendar.events).map_err(|error| error.to_string())?;
        let wanted = self.named(wanted)?;
        if fits(&found, &wanted) {
            Ok(())
        } else {
            Err(format!("events: expected {wanted}, found {}", self.told(&found)))
        }
    }
}
