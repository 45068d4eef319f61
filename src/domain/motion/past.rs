//! Which facts of one document their authors knew: sets of places in a list of facts that puts each
//! after those that it builds on.

/// The facts before one, by their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past(Vec<u64>);

impl Past {
    /// Whether the fact at this place is among them.
    pub fn contains(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// Adds a place.
    pub fn insert(&mut self, place: usize) {
        if self.0.len() <= place / 64 {
            self.0.resize(place / 64 + 1, 0);
        }
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_once_added() {
        let mut past = Past::default();
        past.insert(3);
        past.insert(200);
        let mut other = Past::default();
        other.insert(64);
        other.extend(&past);
        let found: Vec<usize> = (0..300).filter(|place| other.contains(*place)).collect();
        assert_eq!(found, [3, 64, 200]);
        assert!(!past.contains(64));
    }
}
