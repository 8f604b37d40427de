//! The parts of all files: first each gets its place, then what it does.

use super::{Brought, Code, Compiler, Decision, Knowledge, Lambda, Names, Part, PartId, Role, Service};
use crate::dmn::Fault;
use crate::dmn::tree::{self, Variable};
use std::sync::Arc;

impl<'a> Compiler<'a> {
    /// Gives each part its place.
    pub(super) fn declare(&mut self) {
        let files: &'a [tree::Definitions] = self.files.trees;
        for (at, file) in files.iter().enumerate() {
            self.file = at;
            for input in &file.inputs {
                self.place(&input.id, &input.variable, input.line, Role::Input);
            }
            for decision in &file.decisions {
                let declared = declared(&decision.variable, decision.logic.as_ref());
                self.place(&decision.id, &declared, decision.line, Role::Decision(Decision::default()));
            }
            for knowledge in &file.knowledge {
                let untyped = Variable { type_ref: None, ..knowledge.variable.clone() };
                self.place(&knowledge.id, &untyped, knowledge.line, Role::Knowledge(Knowledge::default()));
            }
            for service in &file.services {
                let untyped = Variable { type_ref: None, ..service.variable.clone() };
                self.place(&service.id, &untyped, service.line, Role::Service(Service::default()));
            }
        }
    }

    fn place(&mut self, id: &'a str, variable: &Variable, line: u32, role: Role) {
        let kind = self.kind(variable.type_ref.as_deref(), line);
        let (file, name) = (self.file, Arc::from(variable.name.as_str()));
        self.files.by_id.insert((file, id), self.parts.len());
        self.parts.push(Part { file, name, kind, line, role });
    }

    /// Compiles what each part does, in the order of `declare`.
    pub(super) fn fill(&mut self) {
        let files: &'a [tree::Definitions] = self.files.trees;
        let mut at = 0;
        for (number, file) in files.iter().enumerate() {
            self.file = number;
            let types = self.types.nameable(number).into_iter();
            let types: Vec<(String, String)> = types.map(|(name, id)| (name, self.types.types().written(id))).collect();
            self.base = Names::with_types(&types);
            at += file.inputs.len();
            for decision in &file.decisions {
                let found = self.decision(decision);
                self.parts[at].role = Role::Decision(found);
                at += 1;
            }
            for knowledge in &file.knowledge {
                let found = self.knowledge(knowledge, at);
                self.parts[at].role = Role::Knowledge(found);
                at += 1;
            }
            for service in &file.services {
                let takes = service.input_data.iter().chain(&service.input_decisions);
                let takes = takes.filter_map(|href| self.find(href, service.line)).collect();
                let gives = service.outputs.iter().filter_map(|href| self.find(href, service.line)).collect();
                self.parts[at].role = Role::Service(Service { takes, gives });
                at += 1;
            }
        }
    }

    fn decision(&mut self, decision: &tree::Decision) -> Decision {
        let hrefs: Vec<&str> = decision.needs.iter().chain(&decision.knows).map(String::as_str).collect();
        let (brought, names) = self.brought(&hrefs, decision.line);
        let logic = decision.logic.as_ref().map(|logic| self.boxed(logic, &names));
        Decision { brought, logic }
    }

    fn knowledge(&mut self, knowledge: &tree::Knowledge, own: PartId) -> Knowledge {
        let hrefs: Vec<&str> = knowledge.knows.iter().map(String::as_str).collect();
        let (mut brought, mut names) = self.brought(&hrefs, knowledge.line);
        // It may call itself.
        if names.scope.slot(&knowledge.variable.name).is_none() {
            names.add(&knowledge.variable.name, baton_feel::Type::Function);
            brought.push(Brought::Part(own));
        }
        let lambda = knowledge.function.as_ref().map(|function| {
            let mut lambda = self.lambda(function, &names);
            let wanted = knowledge.variable.type_ref.as_deref().filter(|_| function.type_ref.is_none());
            lambda.gives = lambda.gives.or_else(|| self.result(wanted));
            lambda
        });
        Knowledge { brought, lambda }
    }

    /// The type a knowledge model's variable has: that of its results, unless it is one of functions.
    fn result(&mut self, name: Option<&str>) -> Option<usize> {
        let kind = self.types.resolve(self.file, name, 0)?;
        (self.types.types().hint(kind) != baton_feel::Type::Function).then_some(kind)
    }

    pub(super) fn lambda(&mut self, function: &tree::Function, names: &Names) -> Lambda {
        let (mut inner, mut parameters, mut slots) = (names.clone(), Vec::new(), Vec::new());
        for parameter in &function.parameters {
            let kind = self.kind(parameter.type_ref.as_deref(), function.line);
            slots.push(inner.add(&parameter.name, self.hint(kind)));
            parameters.push((Arc::from(parameter.name.as_str()), kind));
        }
        let body = match (&function.foreign, &function.body) {
            (Some(kind), _) => self.refused("dmn.external", function.line, &[("kind", kind)]),
            (None, Some(body)) => self.boxed(body, &inner),
            (None, None) => Code::Null(Fault::new("dmn.no_logic", function.line, &[("name", "the function")])),
        };
        let gives = self.kind(function.type_ref.as_deref(), function.line);
        let gives = gives.filter(|kind| self.types.types().hint(*kind) != baton_feel::Type::Function);
        Lambda { own: None, parameters, slots, body, gives, line: function.line }
    }
}

/// A decision's variable; where it has no type, with that of its logic.
fn declared(variable: &Variable, logic: Option<&tree::Boxed>) -> Variable {
    let of_logic = || logic.and_then(|logic| logic.type_ref.clone());
    Variable { name: variable.name.clone(), type_ref: variable.type_ref.clone().or_else(of_logic) }
}
