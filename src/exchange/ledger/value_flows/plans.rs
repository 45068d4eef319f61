//! What is meant to happen, as Valueflows names it: an offer is a Proposal, an order an Agreement,
//! and what somebody says they will do a Commitment.

use serde_json::{Value, json};

use super::{Party, commodity_name, effort, measure, party_name};
use crate::clock::Date;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{Effort, Offer, OrderLine, VentureId};
use crate::money::{Commodity, Money};

/// What a venture offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    pub id: CommandId,
    pub offer: Offer,
}

/// What was agreed with whoever ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    pub id: CommandId,
    pub venture: VentureId,
    pub customer: String,
    pub date: Date,
    pub due: Option<Date>,
    pub offer: Option<CommandId>,
    pub lines: Vec<OrderLine>,
    /// What the lines come to.
    pub total: Vec<Money>,
    /// The tax on top of them, as the invoice names it.
    pub tax: Vec<(String, Money)>,
    pub is_finished: bool,
    pub is_paid: bool,
}

/// What a member said they would do for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    pub id: CommandId,
    pub by: MemberId,
    pub venture: VentureId,
    pub order: CommandId,
    pub what: String,
    pub effort: Effort,
    pub due: Date,
    pub is_kept: bool,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plans {
    pub offered: Vec<Offered>,
    pub agreed: Vec<Agreed>,
    pub promised: Vec<Promised>,
}

impl Plans {
    /// What prices are in.
    pub fn commodities(&self) -> impl Iterator<Item = &Commodity> {
        let prices = self.offered.iter().map(|one| &one.offer.price.commodity);
        let totals = self.agreed.iter().flat_map(|one| &one.total);
        prices.chain(totals.map(|money| &money.commodity))
    }

    pub(super) fn json(&self) -> Vec<Value> {
        let mut nodes = Vec::new();
        for one in &self.offered {
            nodes.extend(one.json());
        }
        for one in &self.agreed {
            let own = self.promised.iter().filter(|promised| promised.order == one.id);
            nodes.extend(one.json(&own.map(|promised| promised.name()).collect::<Vec<_>>()));
        }
        nodes.extend(self.promised.iter().map(Promised::json));
        nodes
    }
}

/// The name of what was agreed for an order.
pub(super) fn agreement_name(order: &CommandId) -> String {
    format!("urn:phyle:agreement:{order}")
}

fn intent_name(offer: &CommandId) -> String {
    format!("urn:phyle:intent:{offer}")
}

fn money_quantity(node: &mut Value, money: &Money) {
    node["resourceConformsTo"] = commodity_name(&money.commodity).into();
    node["resourceQuantity"] = measure("om2:one", money.number());
}

impl Offered {
    /// The proposal, what it gives, and what it asks for.
    fn json(&self) -> [Value; 3] {
        let offer = &self.offer;
        let venture = party_name(&Party::Venture(offer.venture));
        let (given, asked) = (intent_name(&self.id), format!("{}:price", intent_name(&self.id)));
        let mut proposal = json!({
            "@id": format!("urn:phyle:proposal:{}", self.id),
            "@type": "Proposal",
            "purpose": "offer",
            "name": offer.title,
            "unitBased": true,
            "publishes": [given],
            "reciprocal": [asked],
        });
        if !offer.language.is_empty() {
            proposal["inLanguage"] = offer.language.as_str().into();
        }
        if !offer.place.is_empty() {
            proposal["eligibleLocation"] = json!({ "@type": "SpatialThing", "name": offer.place });
        }
        let give = json!({
            "@id": given,
            "@type": "Intent",
            "action": "vf:transfer",
            "provider": venture,
            "resourceQuantity": measure("om2:one", "1".to_owned()),
            "note": format!("{} ({})", offer.title, offer.unit),
        });
        let mut ask = json!({
            "@id": asked,
            "@type": "Intent",
            "action": "vf:transfer",
            "receiver": venture,
        });
        money_quantity(&mut ask, &offer.price);
        [proposal, give, ask]
    }
}

impl Agreed {
    /// The agreement, what is to be delivered, and what is to be paid.
    fn json(&self, promised: &[String]) -> Vec<Value> {
        let (venture, customer) = (Party::Venture(self.venture), Party::Outside(self.id));
        let name = agreement_name(&self.id);
        let mut nodes = Vec::new();
        let mut primary: Vec<String> = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            let id = format!("{name}:line:{number}");
            let mut node = json!({
                "@id": id,
                "@type": "Commitment",
                "action": "vf:transfer",
                "provider": party_name(&venture),
                "receiver": party_name(&customer),
                "resourceQuantity": measure("om2:one", line.count()),
                "finished": self.is_finished,
                "note": line.what,
            });
            if let Some(due) = self.due {
                node["due"] = json!(due);
            }
            if let Some(offer) = self.offer.filter(|_| self.lines.len() == 1) {
                node["satisfies"] = intent_name(&offer).into();
            }
            primary.push(id);
            nodes.push(node);
        }
        let mut payments: Vec<String> = Vec::new();
        let net = self.total.iter().map(|money| ("payment", None, money));
        let tax = self.tax.iter().map(|(tax, money)| ("tax", Some(tax), money));
        for (kind, note, money) in net.chain(tax) {
            let id = format!("{name}:{kind}:{}", money.commodity);
            let mut node = json!({
                "@id": id,
                "@type": "Commitment",
                "action": "vf:transfer",
                "provider": party_name(&customer),
                "receiver": party_name(&venture),
                "finished": self.is_paid,
            });
            money_quantity(&mut node, money);
            if let Some(note) = note {
                node["note"] = note.as_str().into();
            }
            payments.push(id);
            nodes.push(node);
        }
        primary.extend(promised.iter().cloned());
        let agreement = json!({
            "@id": name,
            "@type": "Agreement",
            "name": self.customer,
            "created": self.date,
            "stipulates": primary,
            "stipulatesReciprocal": payments,
        });
        nodes.insert(0, agreement);
        nodes
    }
}

impl Promised {
    fn name(&self) -> String {
        format!("urn:phyle:commitment:{}", self.id)
    }

    fn json(&self) -> Value {
        let mut node = json!({
            "@id": self.name(),
            "@type": "Commitment",
            "provider": party_name(&Party::Member(self.by)),
            "receiver": party_name(&Party::Venture(self.venture)),
            "due": self.due,
            "finished": self.is_kept,
            "note": self.what,
        });
        match self.effort {
            Effort::Minutes(minutes) => {
                node["action"] = "vf:work".into();
                node["effortQuantity"] = effort(minutes);
            }
            Effort::Quantity(quantity) => {
                node["action"] = "vf:produce".into();
                node["resourceQuantity"] = measure("om2:one", quantity.to_string());
            }
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::exchange::ledger::value_flows::{Event, Flow, value_flows};
    use crate::message::economy::Stream;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn plans() -> Plans {
        let (venture, order, offer) = (CommandId([1; 16]), CommandId([2; 16]), CommandId([3; 16]));
        let price: Money = "0.20 EUR".parse().expect("an amount");
        let offered = Offer {
            venture,
            title: "Translation".to_owned(),
            price: price.clone(),
            unit: "word".to_owned(),
            language: "fr".to_owned(),
            place: "Dakar".to_owned(),
            picture: None,
        };
        let (what, thousandths) = ("Words".to_owned(), Some(500));
        let line = OrderLine { what, quantity: 1_890, thousandths, price };
        let agreed = Agreed {
            id: order,
            venture,
            customer: "A foundation".to_owned(),
            date: day("2026-03-02"),
            due: Some(day("2026-03-27")),
            offer: Some(offer),
            lines: vec![line],
            total: vec!["378.10 EUR".parse().expect("an amount")],
            tax: vec![("TVA".to_owned(), "79.40 EUR".parse().expect("an amount"))],
            is_finished: false,
            is_paid: true,
        };
        let promised = |id: u8, effort| Promised {
            id: CommandId([id; 16]),
            by: MemberId([7; 16]),
            venture,
            order,
            what: "The French text".to_owned(),
            effort,
            due: day("2026-03-20"),
            is_kept: false,
        };
        Plans {
            offered: vec![Offered { id: offer, offer: offered }],
            agreed: vec![agreed],
            promised: vec![promised(4, Effort::Minutes(90)), promised(5, Effort::Quantity(12))],
        }
    }

    #[test]
    fn eco_7_offers_orders_and_promises_are_proposals_agreements_and_commitments() {
        let plans = plans();
        let order = plans.agreed[0].id;
        let parties = [
            (Party::Venture(plans.agreed[0].venture), "The edition".to_owned()),
            (Party::Outside(order), "A foundation".to_owned()),
            (Party::Member(plans.promised[0].by), "Awa".to_owned()),
        ];
        let (stream, place) = (Stream::Livelihood, String::new());
        let event = Event {
            id: CommandId([9; 16]),
            date: day("2026-03-10"),
            from: parties[2].0,
            to: parties[0].0,
            flow: Flow::Work { minutes: 60, stream, place },
            of: Some(order),
            what: "Words".to_owned(),
        };
        let text = value_flows(&parties, &plans, &[event]);
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let nodes = document["@graph"].as_array().expect("nodes").clone();
        let of = |kind: &str| -> Vec<Value> {
            nodes.iter().filter(|node| node["@type"] == kind).cloned().collect()
        };
        // Whatever is referred to by name is in the document, once.
        let ids: Vec<&str> = nodes.iter().filter_map(|node| node["@id"].as_str()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let names = [
            "provider",
            "receiver",
            "resourceConformsTo",
            "publishes",
            "reciprocal",
            "stipulates",
            "stipulatesReciprocal",
            "satisfies",
            "realizationOf",
        ];
        for node in &nodes {
            for field in names {
                let one = std::slice::from_ref(&node[field]);
                let named = node[field].as_array().map_or(one, Vec::as_slice);
                for id in named.iter().filter(|id| !id.is_null()) {
                    assert!(ids.contains(&id.as_str().expect("a name")), "{field}: {id}");
                }
            }
        }
        let kinds = ["Proposal", "Intent", "Agreement", "Commitment", "EconomicEvent"];
        assert_eq!(kinds.map(|kind| of(kind).len()), [1, 2, 1, 5, 1]);
        assert_eq!(of("Agreement")[0]["stipulates"].as_array().map(Vec::len), Some(3));
        let quantities: Vec<&Value> =
            nodes.iter().filter(|node| node["@type"] == "Commitment").collect();
        let number = |at: usize| quantities[at]["resourceQuantity"]["hasNumericalValue"].clone();
        assert_eq!(
            (number(0), number(1), number(2), number(4)),
            ("1890.5".into(), "378.10".into(), "79.40".into(), "12".into())
        );
        assert_eq!(quantities[2]["note"], "TVA");
        assert_eq!(quantities[3]["effortQuantity"]["hasNumericalValue"], "1.5");
        assert_eq!(
            (&quantities[0]["finished"], &quantities[1]["finished"]),
            (&false.into(), &true.into())
        );
    }
}
