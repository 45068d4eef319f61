//! Work and money as economic events of Valueflows (https://www.valueflo.ws), in JSON-LD. The terms
//! stand in the file itself: whoever reads it fetches nothing.

pub mod plans;

use serde_json::{Value, json};

use std::collections::BTreeSet;

use crate::clock::Date;
use crate::id::{CommandId, CommunityId, MemberId};
use crate::message::economy::{Stream, VentureId};
use crate::money::{Commodity, Money};

use plans::Plans;

/// The namespace of the vocabulary.
const VF: &str = "https://w3id.org/valueflows/ont/vf#";
/// Units of measure, as the vocabulary says.
const OM2: &str = "http://www.ontology-of-units-of-measure.org/resource/om-2/";

/// Who gives or gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    Member(MemberId),
    Venture(VentureId),
    Community(CommunityId),
    /// Somebody outside, whom the books name by a number of their own, such as the order.
    Outside(CommandId),
}

/// What flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    Work { minutes: u32, stream: Stream, place: String },
    Money(Money),
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: CommandId,
    /// The author's own calendar.
    pub date: Date,
    pub from: Party,
    pub to: Party,
    pub flow: Flow,
    /// The order that it is of.
    pub of: Option<CommandId>,
    pub what: String,
}

/// All plans and events as one document, with all who are named.
pub fn value_flows(parties: &[(Party, String)], plans: &Plans, events: &[Event]) -> String {
    let moved = events.iter().filter_map(|event| match &event.flow {
        Flow::Work { .. } => None,
        Flow::Money(money) => Some(&money.commodity),
    });
    let commodities: BTreeSet<&Commodity> = moved.chain(plans.commodities()).collect();
    let named = parties.iter().map(|(party, name)| {
        let kind = match party {
            Party::Member(_) => "Person",
            Party::Venture(_) | Party::Community(_) => "Organization",
            Party::Outside(_) => "Agent",
        };
        json!({ "@id": party_name(party), "@type": kind, "name": name })
    });
    let specified = commodities.into_iter().map(|commodity| {
        json!({
            "@id": commodity_name(commodity),
            "@type": "ResourceSpecification",
            "name": commodity.code(),
            "mediumOfExchange": true,
        })
    });
    let events = events.iter().map(event_json);
    let graph: Vec<Value> = named.chain(specified).chain(plans.json()).chain(events).collect();
    let document = json!({ "@context": context(), "@graph": graph });
    serde_json::to_string_pretty(&document).expect("plain data")
}

fn context() -> Value {
    json!({
        "@vocab": VF,
        "vf": VF,
        "om2": OM2,
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "action": { "@type": "@vocab" },
        "provider": { "@type": "@id" },
        "receiver": { "@type": "@id" },
        "resourceConformsTo": { "@type": "@id" },
        "inLanguage": "https://schema.org/inLanguage",
        "publishes": { "@type": "@id" },
        "reciprocal": { "@type": "@id" },
        "stipulates": { "@type": "@id" },
        "stipulatesReciprocal": { "@type": "@id" },
        "satisfies": { "@type": "@id" },
        "realizationOf": { "@type": "@id" },
        "created": { "@type": "xsd:date" },
        "due": { "@type": "xsd:date" },
        "hasUnit": { "@type": "@id" },
        "hasNumericalValue": { "@type": "xsd:decimal" },
        // Authors give a day; the hour is not known.
        "hasPointInTime": { "@type": "xsd:date" },
    })
}

fn event_json(event: &Event) -> Value {
    let mut value = json!({
        "@id": format!("urn:phyle:event:{}", event.id),
        "@type": "EconomicEvent",
        "provider": party_name(&event.from),
        "receiver": party_name(&event.to),
        "hasPointInTime": event.date,
        "note": event.what,
    });
    if let Some(order) = &event.of {
        value["realizationOf"] = plans::agreement_name(order).into();
    }
    match &event.flow {
        Flow::Work { minutes, stream, place } => {
            value["action"] = "vf:work".into();
            value["effortQuantity"] = effort(*minutes);
            value["resourceClassifiedAs"] = match stream {
                Stream::Livelihood => "livelihood",
                Stream::Care => "care",
                Stream::Commons => "commons",
            }
            .into();
            if !place.is_empty() {
                value["atLocation"] = json!({ "@type": "SpatialThing", "name": place });
            }
        }
        Flow::Money(money) => {
            value["action"] = "vf:transfer".into();
            value["resourceConformsTo"] = commodity_name(&money.commodity).into();
            value["resourceQuantity"] = measure("om2:one", money.number());
        }
    }
    value
}

/// Hours where their decimals end, and minutes else: nothing is rounded.
fn effort(minutes: u32) -> Value {
    if !minutes.is_multiple_of(3) {
        return measure("om2:minute-Time", minutes.to_string());
    }
    let hundredths = u64::from(minutes) * 100 / 60;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let hours = format!("{whole}.{rest:02}");
    measure("om2:hour", hours.trim_end_matches('0').trim_end_matches('.').to_owned())
}

fn measure(unit: &str, number: String) -> Value {
    json!({ "@type": "Measure", "hasUnit": unit, "hasNumericalValue": number })
}

fn party_name(party: &Party) -> String {
    match party {
        Party::Member(id) => format!("urn:phyle:member:{id}"),
        Party::Venture(id) => format!("urn:phyle:venture:{id}"),
        Party::Community(id) => format!("urn:phyle:community:{id}"),
        Party::Outside(id) => format!("urn:phyle:outside:{id}"),
    }
}

fn commodity_name(commodity: &Commodity) -> String {
    let kind = if commodity.is_currency() { "urn:iso:std:iso:4217" } else { "urn:phyle:unit" };
    format!("{kind}:{commodity}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(flow: Flow) -> Event {
        let from = Party::Member(MemberId([1; 16]));
        let to = Party::Community(CommunityId([2; 32]));
        let date = "2026-03-12".parse().expect("a day");
        let (id, what) = (CommandId([3; 16]), "Proofs".to_owned());
        Event { id, date, from, to, flow, of: None, what }
    }

    fn graph(events: &[Event]) -> Vec<Value> {
        let parties =
            [(events[0].from, "Awa".to_owned()), (events[0].to, "Four Shores".to_owned())];
        let text = value_flows(&parties, &Plans::default(), events);
        let document: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(document["@context"]["@vocab"], VF);
        let all = document["@graph"].as_array().expect("nodes").clone();
        // Whatever an event refers to by name is in the document.
        let ids: BTreeSet<&str> = all.iter().filter_map(|node| node["@id"].as_str()).collect();
        for node in &all {
            for field in ["provider", "receiver", "resourceConformsTo"] {
                assert!(node[field].as_str().is_none_or(|id| ids.contains(id)), "{node}");
            }
        }
        all
    }

    #[test]
    fn eco_7_work_is_an_event_with_exact_hours() {
        let check = |minutes, unit: &str, number: &str| {
            let flow = Flow::Work { minutes, stream: Stream::Care, place: "Dakar".to_owned() };
            let nodes = graph(&[event(flow)]);
            let work = nodes.last().expect("an event");
            assert_eq!(
                (&work["action"], &work["@type"]),
                (&"vf:work".into(), &"EconomicEvent".into())
            );
            let quantity = &work["effortQuantity"];
            assert_eq!(quantity["hasUnit"], unit);
            assert_eq!(quantity["hasNumericalValue"], number);
            assert_eq!(work["atLocation"]["name"], "Dakar");
        };
        check(60, "om2:hour", "1");
        check(600, "om2:hour", "10");
        check(90, "om2:hour", "1.5");
        check(93, "om2:hour", "1.55");
        check(3, "om2:hour", "0.05");
        check(20, "om2:minute-Time", "20");
    }

    #[test]
    fn money_is_a_transfer_of_its_currency() {
        let money = |text: &str| Flow::Money(text.parse().expect("an amount"));
        let nodes = graph(&[event(money("99.09 EUR")), event(money("7.50 credit"))]);
        let kinds: Vec<&str> = nodes.iter().filter_map(|node| node["@type"].as_str()).collect();
        let expected = ["Person", "Organization", "ResourceSpecification", "ResourceSpecification"];
        assert_eq!(kinds[..4], expected);
        assert_eq!(nodes[4]["resourceConformsTo"], "urn:iso:std:iso:4217:EUR");
        assert_eq!(nodes[4]["resourceQuantity"]["hasNumericalValue"], "99.09");
        assert_eq!(nodes[5]["resourceConformsTo"], "urn:phyle:unit:credit");
        assert_eq!(nodes[5]["action"], "vf:transfer");
    }
}
