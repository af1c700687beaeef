package dev.tollgate.core.limit;

class InMemoryReservationStoreTest extends ReservationStoreContract {
    private final InMemoryLimitStore store = new InMemoryLimitStore();

    @Override
    protected Stores stores() {
        return new Stores(store, store);
    }

    @Override
    protected Stores newInstance() {
        return stores();
    }
}
