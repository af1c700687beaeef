package dev.tollgate.core.hook;

class InMemoryCallLinksTest extends CallLinksContract {
    private final CallLinks links = new InMemoryCallLinks();

    @Override
    protected CallLinks links() {
        return links;
    }
}
