//! What comes out is what the standard sort, maps and sets give.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Map, Set, sort_by_key};

proptest! {
    #[test]
    fn sorts_as_the_standard_sort_does(mut items: Vec<(u8, u16)>) {
        let mut wanted = items.clone();
        wanted.sort_by_key(|item| item.0);
        sort_by_key(&mut items, |item| item.0);
        prop_assert_eq!(items, wanted);
    }

    #[test]
    fn maps_and_sets_do_what_the_standard_ones_do(acts: Vec<(bool, u8, u8)>) {
        let (mut map, mut set) = (Map::new(), Set::new());
        let (mut tree, mut tree_set) = (BTreeMap::new(), BTreeSet::new());
        for (is_in, key, value) in acts {
            if is_in {
                prop_assert_eq!(map.insert(key, value), tree.insert(key, value));
                prop_assert_eq!(set.insert(key), tree_set.insert(key));
            } else {
                prop_assert_eq!(map.remove(&key), tree.remove(&key));
                prop_assert_eq!(set.remove(&key), tree_set.remove(&key));
            }
        }
        prop_assert!(map.iter().eq(tree.iter()));
        prop_assert!(set.iter().eq(tree_set.iter()));
        let bytes = postcard::to_stdvec(&(&tree, &tree_set)).expect("plain data");
        prop_assert_eq!(postcard::to_stdvec(&(&map, &set)).expect("plain data"), bytes.clone());
        let read: (Map<u8, u8>, Set<u8>) = postcard::from_bytes(&bytes).expect("as written");
        prop_assert_eq!(read, (map, set));
    }
}
