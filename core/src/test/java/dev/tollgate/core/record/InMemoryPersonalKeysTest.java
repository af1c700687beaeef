package dev.tollgate.core.record;

class InMemoryPersonalKeysTest extends PersonalKeysContract {
    private final InMemoryPersonalKeys keys = new InMemoryPersonalKeys();

    @Override
    protected PersonalKeys keys() {
        return keys;
    }

    @Override
    protected void erase(String whose) {
        keys.erase(whose);
    }
}
