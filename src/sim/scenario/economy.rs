//! Work and money in scripts: acts and effects in the domain's own JSON, with `@Name` for a member and
//! `#label` for what was labelled; desks looked at by a path into what they show.

use serde_json::Value;

use crate::message::Letter;
use crate::message::command::{MemberAct, Outcome};
use crate::message::economy::view::{Desk, DeskView, EconomyView};
use crate::message::economy::{EconomyAct, MoneyEffect};
use crate::message::model::{ViewDelta, ViewKey};
use crate::message::motion::MotionEffect;
use crate::sim::relay::Node;
use crate::sim::scenario::play::{Labelled, Player};

impl Player<'_> {
    pub(super) fn economy(
        &mut self,
        by: &str,
        act: &Value,
        label: Option<&String>,
        refused: Option<&String>,
    ) -> Result<(), String> {
        let act: EconomyAct = self.read("act", act)?;
        self.ask_labelled(by, MemberAct::Economy(Letter::new(&act)), label, refused)
    }

    /// Has somebody act; what came of it can be named from then on.
    pub(super) fn ask_labelled(
        &mut self,
        by: &str,
        act: MemberAct,
        label: Option<&String>,
        refused: Option<&String>,
    ) -> Result<(), String> {
        let (outcome, id) = self.ask_as(by, act, refused)?;
        match (label, outcome) {
            (Some(label), Some(Outcome::Motion(motion))) => {
                self.label(label, Labelled::Motion(motion))
            }
            (Some(label), Some(_)) => self.label(label, Labelled::Entry(id)),
            (None, _) | (Some(_), None) => Ok(()),
        }
    }

    pub(super) fn money_effect(&self, effect: &Value) -> Result<MotionEffect, String> {
        let effect: MoneyEffect = self.read("effect", effect)?;
        Ok(MotionEffect::Money { effect: effect.to_text() })
    }

    /// Reads a value of the domain, with names put into it.
    pub(super) fn read<T: serde::de::DeserializeOwned>(
        &self,
        field: &str,
        value: &Value,
    ) -> Result<T, String> {
        let value = self.named(value)?;
        serde_json::from_value(value).map_err(|error| format!("field `{field}`: {error}"))
    }

    /// Ids in the place of names and labels.
    pub(super) fn named(&self, value: &Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => match (text.strip_prefix('@'), text.strip_prefix('#')) {
                (Some(name), _) => Value::from(self.member(name)?.to_string()),
                (None, Some(label)) => Value::from(self.labelled(label)?),
                // An account of a member's: `equity:capital:@Awa`.
                (None, None) if text.contains(":@") => {
                    let part = |part: &str| match part.strip_prefix('@') {
                        Some(name) => self.member(name).map(|member| member.to_string()),
                        None => Ok(part.to_owned()),
                    };
                    let parts: Result<Vec<String>, String> = text.split(':').map(part).collect();
                    Value::from(parts?.join(":"))
                }
                (None, None) => value.clone(),
            },
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.named(item)).collect::<Result<_, _>>()?)
            }
            Value::Object(fields) => {
                let named = |(key, value): (&String, &Value)| Ok((key.clone(), self.named(value)?));
                Value::Object(fields.iter().map(named).collect::<Result<_, String>>()?)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        })
    }

    fn labelled(&self, label: &str) -> Result<String, String> {
        match self.labels.get(label) {
            Some(Labelled::Motion(motion)) => Ok(motion.to_string()),
            Some(Labelled::Entry(entry)) => Ok(entry.to_string()),
            Some(Labelled::Page(page)) => Ok(page.to_string()),
            Some(Labelled::Invitation(_) | Labelled::Thread(_) | Labelled::File(_)) | None => {
                Err(format!("no motion, page or entry was labelled `{label}`"))
            }
        }
    }

    /// What a desk shows on a replica, as JSON.
    pub(super) fn desk(&mut self, node: Node, desk: &Value) -> Result<Value, String> {
        let desk: Desk = self.read("desk", desk)?;
        let key = ViewKey::Economy(self.here()?, desk);
        let deltas = self.world.view(node, key);
        let Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) = deltas.last() else {
            return Err("desk: nothing is shown".to_owned());
        };
        let view: EconomyView = view.open().ok_or("desk: it cannot be read")?;
        serde_json::to_value(view).map_err(|error| error.to_string())
    }

    /// Whether what stands at `at` on a desk is as expected.
    pub(super) fn expect_desk(
        &mut self,
        node: Node,
        (desk, at): (&Value, &str),
        wanted: &Value,
    ) -> Result<(), String> {
        let shown = self.desk(node, desk)?;
        let found = shown.pointer(at).ok_or_else(|| format!("at: nothing stands at `{at}`"))?;
        let wanted = self.named(wanted)?;
        if fits(found, &wanted) {
            Ok(())
        } else {
            Err(format!("{at}: expected {wanted}, found {}", self.told(found)))
        }
    }

    /// With names in the place of members' ids, for people.
    pub(super) fn told(&self, value: &Value) -> String {
        let mut text = value.to_string();
        for name in &self.script.members {
            if let Ok(member) = self.member(name) {
                text = text.replace(&member.to_string(), &format!("@{name}"));
            }
        }
        text
    }
}

/// Whether all that is wanted is there: fields that are left out are not looked at, and a list has
/// just these items.
pub(super) fn fits(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => wanted
            .iter()
            .all(|(key, wanted)| found.get(key).is_some_and(|found| fits(found, wanted))),
        (Value::Array(found), Value::Array(wanted)) => {
            // Lists are often in the order of names that a script cannot know.
            let mut left: Vec<&Value> = found.iter().collect();
            let fit = |wanted: &Value| {
                let at = left.iter().position(|found| fits(found, wanted));
                at.map(|at| left.remove(at)).is_some()
            };
            found.len() == wanted.len() && wanted.iter().all(fit)
        }
        _ => found == wanted,
    }
}
