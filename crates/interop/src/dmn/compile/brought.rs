//! References between parts, and the names under which a part sees what it requires.

use super::{Brought, Compiler, Names, PartId, Role};
use crate::dmn::Fault;
use baton_feel::Type;

impl Compiler<'_> {
    /// The part a reference points to: `#id` in the file itself, `namespace#id` in another.
    pub(super) fn find(&mut self, href: &str, line: u32) -> Option<PartId> {
        let (namespace, id) = href.rsplit_once('#').unwrap_or(("", href));
        let own = self.files.trees[self.file].namespace.as_str();
        let file = if namespace.is_empty() || namespace == own {
            Some(self.file)
        } else {
            self.files.trees.iter().position(|file| file.namespace == namespace)
        };
        let found = file.and_then(|file| self.files.by_id.get(&(file, id)).copied());
        if found.is_none() {
            self.faults.push(Fault::new("dmn.reference", line, &[("href", href)]));
        }
        found
    }

    /// What a part requires, in the order of the slots of the names it sees.
    pub(super) fn brought(&mut self, hrefs: &[&str], line: u32) -> (Vec<Brought>, Names) {
        let (mut brought, mut names): (Vec<Brought>, Names) = (Vec::new(), self.base.clone());
        let mut imports: Vec<(String, Vec<PartId>)> = Vec::new();
        for href in hrefs {
            let Some(part) = self.find(href, line) else { continue };
            match self.import_of(self.parts[part].file) {
                Some(import) => match imports.iter_mut().find(|(name, _)| *name == import) {
                    Some((_, parts)) => parts.push(part),
                    None => imports.push((import, vec![part])),
                },
                None if names.scope.slot(&self.parts[part].name).is_none() => {
                    names.add(&self.parts[part].name, self.shape_of(part));
                    brought.push(Brought::Part(part));
                }
                None => {}
            }
        }
        for (name, parts) in imports {
            let entries = parts.iter().map(|part| (self.parts[*part].name.to_string(), self.shape_of(*part)));
            let kind = Type::Context(entries.collect());
            if names.scope.slot(&name).is_none() {
                names.add(&name, kind);
                brought.push(Brought::Import(parts));
            }
        }
        (brought, names)
    }

    /// The name under which the file that is being compiled knows another one; none for itself, for one imported without a
    /// name, and for one it does not import itself.
    fn import_of(&self, file: usize) -> Option<String> {
        let imports = &self.files.imports[self.file];
        let found = imports.iter().find(|(_, other)| *other == file && file != self.file)?;
        Some(found.0.clone()).filter(|name| !name.is_empty())
    }

    /// What is known of the value of a part.
    fn shape_of(&self, part: PartId) -> Type {
        let found = &self.parts[part];
        match (&found.role, found.kind) {
            (Role::Knowledge(_) | Role::Service(_), _) => Type::Function,
            (_, Some(kind)) => self.types.types().hint(kind),
            (Role::Decision(_), None) => self.logic_shape(part),
            (Role::Input, None) => Type::Any,
        }
    }

    fn logic_shape(&self, part: PartId) -> Type {
        let file = self.parts[part].file;
        let first = self.parts.iter().position(|other| other.file == file).unwrap_or(0);
        let tree = &self.files.trees[file];
        let decision = tree.decisions.get(part - first - tree.inputs.len());
        decision.and_then(|decision| decision.logic.as_ref()).map_or(Type::Any, |logic| self.shape(file, logic))
    }
}
