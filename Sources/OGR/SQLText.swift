/// A text as a literal of standard SQL; U+0000, which no database has, becomes U+FFFD.
package func sqlText(_ text: String) -> String {
  "'"
    + text.withoutNulls.split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: "''") + "'"
}

/// A name of a table or a column in SQL.
package func sqlName(_ name: String) -> String {
  "\""
    + name.withoutNulls.split(separator: "\"", omittingEmptySubsequences: false)
    .joined(separator: "\"\"") + "\""
}
