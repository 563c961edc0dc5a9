package dev.sallyport.policy;

/** What is looked for among the rules that a {@link RuleIndex} finds. One search, one thread. */
abstract class RuleSearch {

    /**
     * Takes rules whose host, range or path meets the attempt.
     *
     * @param rules in file order; the same rule may come again in another call
     */
    abstract void visit(Rule[] rules);
}
