//! Expressions and what they give, by kind. A result of null is followed by the reason that must be noted.

use crate::support::eval;

/// Checks lines of `expression => value`, or `expression => null: reason`.
fn check(cases: &str) {
    let lines = cases.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines {
        let (text, expected) = line.rsplit_once(" => ").unwrap();
        let outcome = eval(text);
        let reasons: Vec<&str> = outcome.notes.iter().map(|note| note.message.as_str()).collect();
        let shown = match (outcome.value.is_null(), reasons.first()) {
            (true, Some(reason)) => format!("null: {reason}"),
            _ => outcome.value.to_string(),
        };
        assert_eq!(shown, expected, "{text} {reasons:?}");
    }
}

#[test]
fn numbers_are_exact() {
    check(
        r"
        0.1 + 0.2 => 0.3
        1 / 3 => 0.3333333333333333333333333333333333
        2 / 3 * 3 => 2
        10 / 4 => 2.5
        1 + 2 * 3 ** 2 => 19
        -3 ** 2 => 9
        --5 => 5
        .5 + 1e3 => 1000.5
        9999999999999999999999999999999999 + 1 => 10000000000000000000000000000000000
        1 / 0 => null: nothing can be divided by 0
        nothing + 1 => null: `nothing` is empty
        amount - 200.50 => 999.5
        ",
    );
}

#[test]
fn logic_has_three_values() {
    check(
        r#"
        true and null => null: this is neither true nor false but null
        false and null => false
        null or true => true
        urgent and amount > 1000 => true
        nothing > 5 => null: `nothing` is empty
        not(nothing > 5) => null: `nothing` is empty
        if nothing > 5 then "yes" else "no" => no
        some x in [1, 2] satisfies x > 1 => true
        every x in [1, 2], y in [x, 3] satisfies y >= x => true
        some x in [null, 2] satisfies x > 3 => null: `x` is empty
        every x in [] satisfies false => true
        "#,
    );
}

#[test]
fn comparisons_know_their_types() {
    check(
        r#"
        amount = 1200.00 => true
        priority = "high" => true
        null = null => true
        amount != null => true
        anything = 5 => null: a context and a number cannot be compared
        amount between 1000 and 2000 => true
        amount in [1000..2000) => true
        amount in (< 5, > 1000) => true
        amount in [1, 1200] => true
        priority in ("low", "high") => true
        5 in (1..5) => false
        day >= date("2026-03-01") => true
        [1, [2, 3]] = [1, [2, 3]] => true
        {a: 1, b: 2} = {b: 2, a: 1} => true
        @"2026-03-02T10:00:00+01:00" = @"2026-03-02T09:00:00Z" => true
        @"2026-03-02T10:00:00" = @"2026-03-02T10:00:00Z" => false
        "#,
    );
}

#[test]
fn lists_and_contexts_are_read() {
    check(
        r#"
        [1, 2, 3][2] => 2
        [1, 2, 3][-1] => 3
        [1, 2, 3][9] => null
        [1, 2, 3][item > 1] => [2, 3]
        rows[price > 100].name => ["desk", "chair"]
        rows[item.name = "lamp"].price => [40]
        sum(rows.price) => 590
        count(rows[price > amount]) => 0
        anything.a.b => 5
        {total: 3, doubled: total * 2}.doubled => 6
        for row in rows return row.price * 2 => [600, 80, 500]
        for i in 1..3, j in i..3 return i * j => [1, 2, 3, 4, 6, 9]
        for i in 0..4 return if i = 0 then 1 else i * partial[-1] => [1, 1, 2, 6, 24]
        for x in [[1, 2], [3]] return for y in x return y + 1 => [[2, 3], [4]]
        manager.name => Bo
        manager.manager.name => null: `manager.manager` is empty
        Applicant's full name + "!" => Ana Díaz!
        step("review").choice => approve
        step("other").choice => null: null has no `choice`
        "#,
    );
}

#[test]
fn durations_in_words_are_literals() {
    check(
        r#"
        3 days => P3D
        if urgent then 1 business hour else 2 business days => 1 business hour
        day + 1 month => 2026-04-06
        day + 1 business day => 2026-03-09
        day - 2 business days => 2026-03-04
        2 * 3 business days => 6 business days
        1 business day < 2 business days => true
        1 business day < 20 business hours => null: business days and business hours cannot be compared without a calendar
        now() + 90 minutes => 2026-03-02T12:00:00@Europe/Berlin
        today() => 2026-03-02
        2 hours = @"PT2H" => true
        "#,
    );
}

#[test]
fn dates_and_times_keep_their_calendar() {
    check(
        r#"
        date("2024-02-29") + @"P1Y" => 2025-02-28
        date("2026-01-31") + 1 month => 2026-02-28
        date("999999999-12-31") => 999999999-12-31
        date("2026-02-30") => null: there is no such date
        date(2026, 3, 2) - date(2026, 2, 1) => P29D
        @"2026-03-29T01:30:00@Europe/Berlin" + 1 hour => 2026-03-29T03:30:00@Europe/Berlin
        @"2026-03-02T10:00:00Z".hour => 10
        @"2026-03-02T10:00:00Z".time offset => PT0S
        time("23:30:00") + 1 hour => 00:30:00
        years and months duration(date("2024-02-29"), date("2026-02-28")) => P1Y11M
        day of week(day) => Friday
        week of year(date("2026-01-01")) => 1
        last day of month(date("2024-02-10")) => 2024-02-29
        string(duration("P1DT2H3.5S")) => P1DT2H3.5S
        "#,
    );
}

#[test]
fn texts_are_worked_with() {
    check(
        r#"
        substring("foobar", 3, 3) => oba
        substring("foobar", -2) => ar
        upper case("größe") => GRÖSSE
        substring before("a=b=c", "=") => a
        string length("🐎a") => 2
        replace("abc123", "([a-z]+)(\d+)", "$2-$1") => 123-abc
        matches("Purchase", "^pur", "i") => true
        split("a;b;;c", ";") => ["a", "b", "", "c"]
        string join(["a", null, "b"], ", ") => a, b
        contains("foobar", "ob") and ends with("foobar", "bar") => true
        matches("aa", "(a)\1") => true
        matches("a", "(?=a)") => null: after (? a pattern can only go on with a colon; look-around does not exist here
        string(amount) + " EUR" => 1200 EUR
        number("1.000,5", ".", ",") => 1000.5
        "#,
    );
}

#[test]
fn lists_are_made_of_lists() {
    check(
        r#"
        sort([3, 1, 2]) => [1, 2, 3]
        sort(rows, function(a, b) a.price < b.price).name => ["lamp", "chair", "desk"]
        sort(list: [3, 1, 2], precedes: function(x, y) x > y) => [3, 2, 1]
        distinct values([1, 2, 1, "a"]) => [1, 2, "a"]
        union([1, 2], [2, 3]) => [1, 2, 3]
        flatten([1, [2, [3]]]) => [1, 2, 3]
        append([1], 2, 3) => [1, 2, 3]
        insert before([1, 3], 2, 2) => [1, 2, 3]
        remove([1, 2, 3], -1) => [1, 2]
        list replace([1, 5, 2], function(item, new) item > 2, 0) => [1, 0, 2]
        index of([1, 2, 1], 1) => [1, 3]
        sublist([1, 2, 3], 2, 2) => [2, 3]
        min(4, 2, 8) => 2
        max([date("2026-01-01"), day]) => 2026-03-06
        mean([1, 2, 6]) => 3
        median([5, 1, 3, 4]) => 3.5
        stddev([2, 4, 7, 5]) => 2.081665999466132735282297706979932
        mode([6, 3, 6, 3, 9]) => [3, 6]
        min([1, null]) => null: null cannot be compared
        get entries({a: 1})[1].key => a
        context put({a: {b: 1}}, ["a", "c"], 2) => {a: {b: 1, c: 2}}
        all([true, null]) => null: `list` is null where a list of true and false is needed
        "#,
    );
}

#[test]
fn ranges_lie_to_each_other() {
    check(
        r"
        before([1..5], [6..9]) => true
        meets([1..5], [5..9]) => true
        overlaps([1..5), [5..9]) => false
        during(5, [1..5]) => true
        includes([1..9], (2..3)) => true
        starts(1, [1..5]) => true
        coincides([1..2], [1..2]) => true
        [1..5].start included => true
        [5..1] => null: the range ends before it begins
        ",
    );
}

#[test]
fn functions_are_values() {
    check(
        r#"
        {twice: function(n) n * 2, four: twice(2)}.four => 4
        {f: function(a: number, b) a - b, r: f(b: 1, a: 3)}.r => 2
        {f: function(a) a, r: f(1, 2)}.r => null: the function cannot be called with 2 arguments
        {price: 3, tax: function(rate) price * rate}.tax(2) => 6
        5 instance of number => true
        [1, "a"] instance of list<number> => false
        {a: 1} instance of context<a: number> => true
        function(x) x instance of function<number> -> number => function(x)
        {f: function(a: number) a, r: f("x")}.r => null: `a` is of another type than a text
        {f: function(a: number) a, r: f([7])}.r => 7
        2 + /* two */ 2 // four => 4
        "#,
    );
}

#[test]
fn functions_call_themselves_and_see_where_they_were_made() {
    check(
        r"
        for i in 1..2 return (function(x) x + i)(1) => [2, 3]
        (for i in 1..3 return function(x) x + i)[2](10) => 12
        {f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(10)}.r => 3628800
        {f: function(n) if n = 0 then 0 else f(n: n - 1)}.f(3) => 0
        for k in 1..2 return {f: function(n) if n <= k then k else f(n - 1), r: f(5)}.r => [1, 2]
        {f: function(n) f(n + 1), r: f(0)}.r => null: functions call each other too deep here
        ",
    );
}

#[test]
fn arguments_become_what_the_parameter_is() {
    check(
        r#"
        (function(x: date and time) x)(@"2026-01-01") => 2026-01-01T00:00:00Z
        (function(x: list<number>) x)(1) => [1]
        (function(x: list<string>) x)(1) => null: `x` is of another type than a number
        (function(x: number) x)([1, 2]) => null: `x` is of another type than a list
        before(range: [1..2], point: 3) => true
        before(point: 3, range: [1..2]) => false
        "#,
    );
}

#[test]
fn a_list_holds_a_value_or_not() {
    check(
        r#"
        1 in ["a", 1] => true
        1 in ["a", "b"] => false
        1 in ("a", 2) => null: a number and a text cannot be compared
        "a" in [[1..5]] => null: a text and a number cannot be compared
        "#,
    );
}

#[test]
fn powers_that_are_too_small_are_nothing() {
    check(
        r"
        10 ** -6150 > 0 => true
        2 ** -(10**9) => 0
        0.5 ** -(10**9) => null: the result is too large
        ",
    );
}
