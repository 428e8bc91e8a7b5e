import { createContext, useContext } from 'react';

/** Narrows the search for guests to those with a value of a key, such as `tag` and `prod`. */
export type SearchGuests = (key: string, value: string) => void;

const GuestSearchContext = createContext<SearchGuests | undefined>(undefined);

/** Lets what is in it narrow the search. The function is the same at each render, or all of it is rendered again. */
export const GuestSearchProvider = GuestSearchContext.Provider;

/** Undefined where there is no search for guests. */
export const useGuestSearch = () => useContext(GuestSearchContext);
