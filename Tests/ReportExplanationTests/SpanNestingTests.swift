import NewsIngest
import Testing

@testable import ReportExplanation

struct SpanNestingTests {}
