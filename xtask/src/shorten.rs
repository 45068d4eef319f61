//! Gives what a program imports from its module short names: wasm-bindgen's carry a hash each, which no
//! compression makes small. Program and module in, both with the new names out.

use std::convert::Infallible;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Import, ImportSectionReader, Parser};

use crate::Error;

/// Renames the imports from `from` that the module defines as functions.
struct Shorten<'a> {
    from: &'a str,
    module: String,
    renamed: usize,
}

impl Shorten<'_> {
    /// The new name of an import, where it has one.
    fn rename(&mut self, import: &Import<'_>) -> Option<String> {
        let defined = format!(" {}: function(", import.name);
        if import.module != self.from || self.module.matches(&defined).count() != 1 {
            return None;
        }
        let name = format!("f{:x}", self.renamed);
        self.renamed += 1;
        self.module = self.module.replacen(&defined, &format!(" {name}: function("), 1);
        Some(name)
    }
}

impl Reencode for Shorten<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.rename(&import);
            let name = name.as_deref().unwrap_or(import.name);
            imports.import(import.module, name, self.entity_type(import.ty)?);
        }
        Ok(())
    }
}

/// The program and its module, with short names.
pub fn shorten(program: &[u8], module: String, from: &str) -> Result<(Vec<u8>, String), Error> {
    let mut shorten = Shorten { from, module, renamed: 0 };
    let mut short = Module::new();
    shorten
        .parse_core_module(&mut short, Parser::new(0), program)
        .map_err(|error| Error::Build(format!("a program cannot be read: {error}")))?;
    Ok((short.finish(), shorten.module))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    fn program(names: &[(&str, &str)]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for (from, name) in names {
            imports.import(from, name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn what_the_module_defines_is_renamed_in_both_and_the_rest_is_left() {
        let before = program(&[("./a_bg.js", "__wbg_now_1f"), ("./a_link.js", "load")]);
        let words = "{\n    __wbg_now_1f: function() {}\n}".to_owned();
        let (after, words) = shorten(&before, words, "./a_bg.js").expect("a program");
        assert_eq!(after, program(&[("./a_bg.js", "f0"), ("./a_link.js", "load")]));
        assert_eq!(words, "{\n    f0: function() {}\n}");
    }

    #[test]
    fn what_the_module_does_not_define_keeps_its_name() {
        let before = program(&[("./a_bg.js", "__wbg_now_1f")]);
        let words = "__wbg_now_1f: () => 0".to_owned();
        let (after, kept) = shorten(&before, words.clone(), "./a_bg.js").expect("a program");
        assert_eq!((after, kept), (before, words));
    }

    #[test]
    fn what_is_no_program_is_refused() {
        assert!(shorten(b"no", String::new(), "./a_bg.js").is_err());
    }
}
