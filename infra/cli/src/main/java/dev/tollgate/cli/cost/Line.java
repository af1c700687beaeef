package dev.tollgate.cli.cost;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One line of an estimate: a product that can be done again by hand.
 *
 * @param how the product in words
 * @param quantity in the item's unit, a month
 * @param dollars a month
 */
public record Line(Item item, String what, String how, double quantity, double dollars) {
    static Line of(Item item, Price price, String what, Factor... factors) {
        double quantity = Arrays.stream(factors).mapToDouble(Factor::value).reduce(1, (a, b) -> a * b);
        String product = Arrays.stream(factors).map(Factor::toString).collect(Collectors.joining(" x "));
        String total = Amount.text(quantity) + " " + item.unit();
        String how = (product.equals(total) ? total : product + " = " + total) + ", x " + price;
        return new Line(item, what, how, quantity, price.of(quantity));
    }

    public String dollarsText() {
        return Amount.dollars(dollars);
    }
}
