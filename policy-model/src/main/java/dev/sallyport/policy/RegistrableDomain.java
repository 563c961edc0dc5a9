package dev.sallyport.policy;

/**
 * The part of a host name that somebody registers, as far as it can be told without the public
 * suffix list, which has no place in a guarded server: two labels, three where the last two look
 * like {@code co.uk}.
 */
public final class RegistrableDomain {
    private RegistrableDomain() {}

    /** Of a canonical name; the name itself where it has too few labels. */
    public static String of(String name) {
        int last = name.lastIndexOf('.');
        int second = name.lastIndexOf('.', last - 1);
        boolean likeCoUk = name.length() - last <= 3 && last - second <= 4 && second > 0;
        int cut = likeCoUk ? name.lastIndexOf('.', second - 1) : second;
        return cut < 0 ? name : name.substring(cut + 1);
    }
}
