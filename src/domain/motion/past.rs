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

    /// Takes a place out.
    pub fn remove(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word &= !(1 << (place % 64));
        }
    }

    /// Whether any place of another is among them.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(word, more)| word & more != 0)
    }

    /// Whether all places of another are among them.
    pub fn contains_all(&self, other: &Self) -> bool {
        let word = |at: usize| self.0.get(at).copied().unwrap_or_default();
        other.0.iter().enumerate().all(|(at, more)| more & !word(at) == 0)
    }

    /// All places.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| bits(*word).map(move |bit| at * 64 + bit))
    }

    /// The places that another does not have.
    pub fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let other = other.0.iter().copied().chain(std::iter::repeat(0));
        let words = self.0.iter().zip(other).map(|(word, less)| word & !less).enumerate();
        words.flat_map(|(at, word)| bits(word).map(move |bit| at * 64 + bit))
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

/// The bits of a word that are set.
fn bits(word: u64) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        let bit = left.trailing_zeros() as usize;
        left &= left.checked_sub(1)?;
        Some(bit)
    })
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
        assert!(other.contains_all(&past) && !past.contains_all(&other));
        assert!(other.without(&past).eq([64]) && past.without(&other).next().is_none());
        other.remove(3);
        assert!(other.meets(&past) && past.without(&other).eq([3]));
        other.remove(200);
        assert!(!other.meets(&past));
    }
}
