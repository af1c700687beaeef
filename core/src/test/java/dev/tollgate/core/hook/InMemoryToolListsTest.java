package dev.tollgate.core.hook;

class InMemoryToolListsTest extends ToolListsContract {
    private final ToolLists lists = new InMemoryToolLists();

    @Override
    protected ToolLists lists() {
        return lists;
    }
}
